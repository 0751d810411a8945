"""Two filled sheets and the result that they are about, joined: what each reader found, how far they agree. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluator.agreement import Agreement, count
from poise.conversation.errors import ContentError
from poise.practice.lines.intervals import Share
from poise.practice.lines.result import Result
from poise.practice.lines.sheets import Item, Sheet, item_id


@dataclass(frozen=True)
class Reading:
    """One line as two readers judged it. `talk` and `exchange` (from 1) say where it stands in the result."""

    persona: str
    talk: str
    exchange: int
    act: str
    authored: bool
    agent: str
    line: str
    first: Item
    second: Item

    @property
    def fits(self) -> bool:
        """Whether it fits for both."""
        return bool(self.first.fits and self.second.fits)

    @property
    def breaks_role(self) -> bool:
        """Whether it breaks the role for either."""
        return bool(self.first.role_break or self.second.role_break)


@dataclass(frozen=True)
class Verdict:
    """Counts over some lines: fitting for both readers, for the first, for the second; breaking the role for either."""

    both: Share
    first: Share
    second: Share
    role_breaks: Share
    agreement: Agreement

    @property
    def agreed(self) -> Share:
        """Of how many lines both said the same of the fit."""
        return Share(self.agreement.both + self.agreement.neither, self.agreement.n)


def joined(result: Result, first: Sheet, second: Sheet) -> list[Reading]:
    """Return every line of the result with both verdicts.

    Raises ContentError where a sheet is of another persona or does not hold exactly the lines of the result.
    """
    verdicts = [_verdicts(result, sheet) for sheet in (first, second)]
    return [
        Reading(
            persona=result.persona,
            talk=talk.id,
            exchange=exchange,
            act=shown.act,
            authored=shown.authored,
            agent=shown.reply,
            line=shown.line,
            first=verdicts[0][item_id(number, exchange)],
            second=verdicts[1][item_id(number, exchange)],
        )
        for number, talk in enumerate(result.talks, start=1)
        for exchange, shown in enumerate(talk.shown, start=1)
    ]


def verdict(readings: Sequence[Reading]) -> Verdict:
    """Return the counts over these lines."""
    of = len(readings)
    return Verdict(
        both=Share(sum(one.fits for one in readings), of),
        first=Share(sum(bool(one.first.fits) for one in readings), of),
        second=Share(sum(bool(one.second.fits) for one in readings), of),
        role_breaks=Share(sum(one.breaks_role for one in readings), of),
        agreement=count([(bool(one.first.fits), bool(one.second.fits)) for one in readings]),
    )


def _verdicts(result: Result, sheet: Sheet) -> dict[str, Item]:
    name = f"sheet of {sheet.reader} for {sheet.persona}"
    if sheet.persona != result.persona:
        raise ContentError(name, f"the result is of {result.persona}", "Join sheets of the same persona")
    given = {item.item: item for item in sheet.items()}
    wanted = {
        item_id(number, exchange): shown.line
        for number, talk in enumerate(result.talks, start=1)
        for exchange, shown in enumerate(talk.shown, start=1)
    }
    for item, line in wanted.items():
        if item not in given or given[item].customer != line:
            raise ContentError(name, f"line {item} is not the result's", "Make new sheets: the lines were played again")
    if extra := sorted(set(given) - set(wanted)):
        raise ContentError(
            name, f"line {extra[0]} is not in the result", "Make new sheets: the lines were played again"
        )
    return given
