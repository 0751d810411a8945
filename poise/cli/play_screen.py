"""What `poise play` draws. Whatever people or models wrote is shown as it stands, never read as markup."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from evaluator.contradictions import Contradiction
from evaluator.critique import Remark
from evaluator.debrief import Debrief, Point
from evaluator.rubric import Entry
from evaluator.wording import own_sentence
from poise.cli.play_texts import fill, load_texts
from poise.conversation.errors import PoiseError
from poise.conversation.ids import Stage
from poise.practice.session import SessionView
from poise.practice.settings import Settings
from poise.practice.turn import Piece, Said, TurnEvent

_ACCENT = "cyan"


class Screen:
    """The terminal, and the words for it."""

    def __init__(self, console: Console, language: str) -> None:
        self.console, self.texts = console, load_texts(language)

    def briefing(self, view: SessionView, settings: Settings) -> None:
        """Show who plays and judges, what the learner should know, and what was said so far."""
        headings, briefing = self.texts.headings, view.persona.briefing
        self.console.print(Rule(Text(view.persona.title), style=_ACCENT))
        self.note(f"{fill(self.texts.plays, customer=settings.customer.label)} {self._judges(settings)}")
        self._section(headings.role, (briefing.role,))
        self._section(headings.company, (briefing.company,))
        self._section(headings.history, briefing.history)
        self._section(headings.policy, briefing.policy)
        self.console.print(Rule(style="dim"))
        self.note(fill(self.texts.how, exchanges=view.exchanges_left))
        for turn in view.transcript.turns:
            name = self.texts.you if turn.speaker == "agent" else view.persona.identity.name
            self.console.print(Text.assemble((f"{name}: ", "bold"), turn.text))

    def ask(self) -> str:
        """Return what the learner types. Raises EOFError where nothing more comes."""
        return self.console.input(Text(f"{self.texts.you}: ", style=f"bold {_ACCENT}"))

    def line(self, view: SessionView, events: Iterable[TurnEvent]) -> SessionView:
        """Show a line as it comes and return how the session stands after it. Raises what the events raise."""
        name, written = view.persona.identity.name, False
        try:
            for event in events:
                if isinstance(event, Piece):
                    lead = Text() if written else Text(f"{name}: ", style="bold")
                    self.console.print(lead + Text(event.text), end="", soft_wrap=True)
                    written = True
                elif isinstance(event, Said):
                    view = event.view
        finally:
            if written:
                self.console.print()
        return view

    def critique(self, view: SessionView) -> None:
        """Explain the learner's last reply: words and quotes first, the number last."""
        if not view.critiques:
            self.note(self.texts.no_critique)
            return
        headings, (turn, found) = self.texts.headings, max(view.critiques.items())
        self._section(headings.critique, ())
        for heading, remarks in ((headings.shown, found.shown), (headings.mistakes, found.mistakes)):
            self._remarks(heading, remarks)
        self._remarks(headings.missed, found.missed)
        self._against_briefing(found.contradictions)
        if not (found.shown or found.mistakes or found.missed or found.contradictions):
            self.note(self.texts.nothing)
        self._score(found.score, found.reason)
        if turn in view.critic_faults:
            self.note(fill(self.texts.critic_fault, reason=view.critic_faults[turn]))

    def hint(self, stage: Stage, due: Sequence[Entry]) -> None:
        """Show what is due now by the rubric's explanations: what to do, never the words for it."""
        self.console.print(Text(self.texts.hint_stage[stage]))
        for entry in due:
            self.console.print(Padding(Text.assemble((f"{entry.name}: ", "bold"), entry.does), (0, 2)))
        if not due:
            self.note(self.texts.hint_all_shown)

    def debrief(self, view: SessionView, found: Debrief) -> None:
        """Show what the conversation came to."""
        headings = self.texts.headings
        self.console.print(Rule(Text(headings.debrief), style=_ACCENT))
        if found.outcome:
            self.console.print(Text(self.texts.outcomes[found.outcome]))
        reasons = (self.texts.come_back_reasons[reason] for reason in found.come_back.reasons)
        self.console.print(Text(" ".join((self.texts.come_back[found.come_back.verdict], *reasons))))
        self._points(view, headings.went_well, found.went_well)
        self._points(view, headings.cost, found.cost)
        self._points(view, headings.try_next, (found.try_next,) if found.try_next else (), advice=True)
        if found.try_next:
            self._better_words(view, found.try_next)
        self._score(found.score, found.reason)

    def note(self, text: str) -> None:
        """Say something that nobody in the conversation says."""
        self.console.print(Text(text, style="dim"))

    def error(self, error: PoiseError, waits: bool = False, unsent: bool = False) -> None:
        """Show an error as one line, and how the reply that `waits`, or the one that could not be stored, is sent again."""
        self.console.print(Text(str(error), style="red"), soft_wrap=True)
        if waits:
            self.note(self.texts.again)
        elif unsent:
            self.note(self.texts.unsent)

    def left(self, session_id: str) -> None:
        """Say that all is saved and how to go on."""
        self.console.print()
        self.console.print(Text(fill(self.texts.left, session=session_id)), soft_wrap=True)

    def _judges(self, settings: Settings) -> str:
        critics = self.texts.fast_critic
        if settings.critic:
            critics = fill(self.texts.and_critic, first=critics, second=settings.critic.label)
        return fill(self.texts.judges, critics=critics)

    def _against_briefing(self, contradictions: Sequence[Contradiction]) -> None:
        if contradictions:
            self._section(self.texts.headings.contradictions, ())
        for one in contradictions:
            self._item("", fill(self.texts.quote, quote=one.quote), fill(self.texts.briefing_says, fact=one.fact))

    def _section(self, heading: str, lines: Sequence[str]) -> None:
        self.console.print(Text(f"\n{heading}", style="bold"))
        for line in lines:
            self.console.print(Padding(Text(line), (0, 0, 0, 2)))

    def _remarks(self, heading: str, remarks: Sequence[Remark]) -> None:
        for number, remark in enumerate(remarks):
            if not number:
                self._section(heading, ())
            shown = self.texts.quote if remark.quoted == "reply" else self.texts.customer_said
            self._item(remark.name, fill(shown, quote=remark.quote) if remark.quote else "", remark.advice)

    def _points(self, view: SessionView, heading: str, points: Sequence[Point], advice: bool = False) -> None:
        if points:
            self._section(heading, ())
        for point in points:
            own = point.quote in view.transcript.turns[point.turn - 1].text
            shown = self.texts.quote if own else self.texts.customer_said
            quote = fill(shown, quote=point.quote) if point.quote else ""
            self._item(point.name, quote, point.advice if advice else point.words)
            self._item("", fill(self.texts.documents, titles=", ".join(point.sources)), "")

    def _better_words(self, view: SessionView, point: Point) -> None:
        """Show the coach's wording of the learner's own sentence, else the rubric's example, said to be one."""
        texts, worded = self.texts, view.wordings.get((point.turn, point.id))
        if worded is None or not worded.text:
            self._item("", fill(texts.example, poor=point.contrast.poor, good=point.contrast.good), "")
            if worded:
                self.note(fill(texts.coach_silent, reason=worded.reason.rstrip(".")))
            return
        sentence = own_sentence(view.transcript.turns[point.turn - 1].text, point.quote)
        self._item("", fill(texts.you_said, sentence=sentence), "")
        self._item("", fill(texts.better, words=worded.text), fill(texts.coached, coach=worded.coach))

    def _item(self, name: str, quote: str, words: str) -> None:
        text = Text.assemble((name, _ACCENT), f" {quote}" if name and quote else quote)
        self.console.print(Padding(text, (0, 0, 0, 2)))
        if words:
            self.console.print(Padding(Text(words, style="dim"), (0, 0, 0, 4)))

    def _score(self, score: float | None, reason: str) -> None:
        text = self.texts.no_score if score is None else self.texts.score
        self.note(fill(text, reason=reason, **({} if score is None else {"score": f"{score:g}"})))
