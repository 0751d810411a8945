"""What the customer heard in a reply: the values that hearing gives and that mood, director, policy check and hints read."""

from pydantic import BaseModel, ConfigDict


class Span(BaseModel):
    """A part of the reply: character positions [start, end) and the words that stand there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    text: str


class Offer(BaseModel):
    """A remedy that was offered: a remedy id of the persona or `other`; `firm` is False for a vague one ("maybe we could …")."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    remedy: str
    firm: bool
    span: Span


class Question(BaseModel):
    """A question that touches one of the persona's facts (its id)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact: str
    span: Span


class Promise(BaseModel):
    """Something the agent said they would do; `by` is the words for when, empty where none were given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    by: str = ""
    firm: bool = True
    span: Span


class Hearing(BaseModel):
    """Everything that was heard in one reply. `confirmed`: the agent asked whether the matter is settled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    offers: tuple[Offer, ...] = ()
    refused: tuple[Offer, ...] = ()
    """Remedies that the agent said they cannot or will not give."""
    asked: tuple[Question, ...] = ()
    promises: tuple[Promise, ...] = ()
    confirmed: Span | None = None
    named: Span | None = None
    """Where the customer's name was used."""
    ends: Span | None = None
    """Where the agent said that they end the contact now."""
    handed_over: Span | None = None
    """Where the agent handed over to somebody with more authority, and the contact ends with that."""
