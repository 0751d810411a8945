from poise.conversation.ids import ACTS, MISTAKES, OBSERVED, OMISSIONS, REPLY_STRATEGIES


def test_a_critic_answers_for_eighteen_strategies_and_ten_mistakes() -> None:
    assert (len(REPLY_STRATEGIES), len(MISTAKES)) == (18, 10)
    assert (*REPLY_STRATEGIES, *MISTAKES) == OBSERVED
    assert len(set(OBSERVED)) == 28


def test_omissions_are_mistakes() -> None:
    assert set(MISTAKES) >= OMISSIONS


def test_acts_are_a_closed_set_of_eighteen() -> None:
    assert len(set(ACTS)) == len(ACTS) == 18
