from evaluator.contradictions import MOST, Contradiction, briefing_lines, proved
from poise.conversation.persona import Persona

LINES = ("You may give a voucher of up to £40 for another evening.", "The grill takes last orders at half past nine.")
REPLY = "Here is a voucher for £60, and the kitchen cooks until eleven."


def pair(quote: str, fact: str) -> Contradiction:
    return Contradiction(quote=quote, fact=fact)


def test_the_whole_line_of_the_briefing_is_given() -> None:
    found = proved([pair("a voucher for £60", "voucher of up to £40")], REPLY, LINES)
    assert found == ((pair("a voucher for £60", LINES[0]),), 0)


def test_the_same_words_on_both_sides_contradict_nothing() -> None:
    assert proved([pair("voucher", "a voucher of up to £40")], REPLY, LINES) == ((), 1)


def test_what_is_listed_twice_or_beyond_the_most_is_dropped() -> None:
    one, other = pair("£60", "voucher of up to £40"), pair("£60", "of up to £40")
    assert proved([one, other], REPLY, LINES) == ((pair("£60", LINES[0]),), 1)
    words = REPLY.replace(",", "").split()[3:]
    many = [pair(" ".join(words[: n + 1]), "takes last orders") for n in range(MOST + 2)]
    kept, dropped = proved(many, REPLY.replace(",", ""), LINES)
    assert (len(kept), dropped) == (MOST, 2)


def test_the_briefing_is_role_company_history_and_policy(diner: Persona) -> None:
    told = diner.briefing
    assert briefing_lines(diner) == (told.role, told.company, *told.history, *told.policy)
    assert briefing_lines(None) == ()
