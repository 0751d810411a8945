"""What can go wrong with a language model, one class for each thing that a person would do about it.

ModelError (poise.conversation.errors)
├── KeyRejected        the key is missing, wrong, or may not use this model
├── ModelUnknown       the server does not have a model of that name
├── ModelMissing       the embedded model's file cannot be had or used
├── PackageMissing     the provider needs a package that is not installed
├── RequestRefused     the server does not accept this request (400, 422, ...)
├── ContextOverflow    the prompt is longer than the model's window
├── RateLimited        too many requests for now (QuotaUsedUp: for good)
├── ServerUnreachable  nothing listens at that address
├── ServerSilent       no answer, or no whole answer, within the time allowed
├── ServerFault        the server failed, or answered with something that is no answer
├── StreamCut          a streamed answer stopped before its end
├── EmptyAnswer        a streamed answer ended without a word
└── Refused            a streamed answer was a refusal
"""

# ruff: noqa: N818 - the names say what happened; that they are errors is said by the module and the base class

from typing import ClassVar

from poise.conversation.errors import ModelError


class DoorError(ModelError):
    """What every class here shares: `retryable` says whether the same request, sent again, may succeed."""

    retryable: ClassVar[bool] = False


class KeyRejected(DoorError):
    """The key is missing, wrong, or not allowed to use this model."""


class ModelUnknown(DoorError):
    """The server does not have the model; `available` holds the names it offers, empty where unknown."""

    def __init__(self, message: str, available: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.available = available


class ModelMissing(DoorError):
    """The embedded model's file cannot be fetched, or is not one that can be run."""


class PackageMissing(DoorError):
    """The provider's integration package is not installed; the message names it."""


class RequestRefused(DoorError):
    """The server understood the request and does not accept it; `detail` is what it said."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class ContextOverflow(DoorError):
    """The prompt does not fit the model's window."""


class RateLimited(DoorError):
    """Too many requests; `retry_after` holds the seconds that the server asks for, None where it does not say."""

    retryable = True

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class QuotaUsedUp(RateLimited):
    """The account's quota is used up: waiting does not help."""

    retryable = False


class ServerUnreachable(DoorError):
    """No connection could be made, or it dropped before an answer."""

    retryable = True


class ServerSilent(DoorError):
    """The server did not answer, or did not finish, within the time allowed."""

    retryable = True


class ServerFault(DoorError):
    """The server failed (5xx), or what came back is not a chat completion."""

    retryable = True


class StreamCut(DoorError):
    """A streamed answer stopped before its end; what came before it has been handed on."""

    retryable = True


class EmptyAnswer(DoorError):
    """A streamed answer ended properly and held no text."""

    retryable = True


class Refused(DoorError):
    """A streamed answer held a refusal instead of text; `refusal` is its wording, empty where it was not sent."""

    retryable = True

    def __init__(self, message: str, refusal: str = "") -> None:
        super().__init__(message)
        self.refusal = refusal
