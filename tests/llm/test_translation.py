"""No class of error that a client can raise is left without one of ours."""

from collections.abc import Iterator

import httpx2
import langchain_openai.chat_models.base as langchain_openai_models
import openai
import pytest
from langchain_core.exceptions import ModelError as LangChainModelError
from pydantic import SecretStr

from poise.llm import errors
from poise.llm.binding import Binding
from poise.llm.translation import translated

BINDING = Binding(role="critic", provider="openai", model="m", base_url="http://h/v1", api_key=SecretStr("sk-1234"))

EXPECTED = {
    "APIConnectionError": errors.ServerUnreachable,
    "APIError": errors.ServerFault,
    "APIRemovedInV1": errors.ServerFault,
    "APIResponseValidationError": errors.ServerFault,
    "APIStatusError": errors.ServerFault,
    "APITimeoutError": errors.ServerSilent,
    "AuthenticationError": errors.KeyRejected,
    "BadRequestError": errors.RequestRefused,
    "ConflictError": errors.RequestRefused,
    "ContentFilterFinishReasonError": errors.Refused,
    "ContextOverflowError": errors.ContextOverflow,
    "InternalServerError": errors.ServerFault,
    "InvalidWebhookSignatureError": errors.ServerFault,
    "LengthFinishReasonError": errors.ServerFault,
    "ModelAPIError": errors.ServerFault,
    "ModelAuthenticationError": errors.KeyRejected,
    "ModelConnectionError": errors.ServerUnreachable,
    "ModelError": errors.ServerFault,
    "ModelInvalidRequestError": errors.RequestRefused,
    "ModelNotFoundError": errors.ModelUnknown,
    "ModelPermissionDeniedError": errors.KeyRejected,
    "ModelRateLimitError": errors.RateLimited,
    "ModelTimeoutError": errors.ServerSilent,
    "MutuallyExclusiveAuthError": errors.ServerFault,
    "NotFoundError": errors.ModelUnknown,
    "OAuthError": errors.KeyRejected,
    "OpenAIAPIContextOverflowError": errors.ContextOverflow,
    "OpenAIAPIError": errors.ServerFault,
    "OpenAIAuthenticationError": errors.KeyRejected,
    "OpenAIConnectionError": errors.ServerUnreachable,
    "OpenAIContextOverflowError": errors.ContextOverflow,
    "OpenAIError": errors.ServerFault,
    "OpenAIInvalidRequestError": errors.RequestRefused,
    "OpenAIModelNotFoundError": errors.ModelUnknown,
    "OpenAIPermissionDeniedError": errors.KeyRejected,
    "OpenAIRateLimitError": errors.RateLimited,
    "OpenAITimeoutError": errors.ServerSilent,
    "PermissionDeniedError": errors.KeyRejected,
    "RateLimitError": errors.RateLimited,
    "StreamAlreadyConsumed": errors.ServerFault,
    "StreamChunkTimeoutError": errors.ServerSilent,
    "SubjectTokenProviderError": errors.ServerFault,
    "UnprocessableEntityError": errors.RequestRefused,
    "WebSocketConnectionClosedError": errors.ServerUnreachable,
    "WebSocketQueueFullError": errors.ServerFault,
    "_AmbiguousModuleClientUsageError": errors.ServerFault,
}


def _family(ancestor: type[Exception]) -> Iterator[type[Exception]]:
    yield ancestor
    for child in ancestor.__subclasses__():
        if child.__module__.startswith(("openai", "langchain_core", "langchain_openai")):
            yield from _family(child)


CLASSES = sorted({*_family(openai.OpenAIError), *_family(LangChainModelError)}, key=lambda known: known.__name__)


@pytest.mark.parametrize("raised", CLASSES, ids=lambda known: known.__name__)
def test_every_class_of_openai_and_langchain_is_mapped(raised: type[Exception]) -> None:
    error = raised.__new__(raised)
    error.args = ("something",)
    assert type(translated(error, BINDING, 3)) is EXPECTED[raised.__name__]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx2.ConnectError("refused"), errors.ServerUnreachable),
        (httpx2.RemoteProtocolError("closed"), errors.ServerUnreachable),
        (httpx2.ReadTimeout("slow"), errors.ServerSilent),
        (httpx2.PoolTimeout("busy"), errors.ServerSilent),
        (TimeoutError(), errors.ServerSilent),
        (ConnectionResetError(), errors.ServerUnreachable),
        (langchain_openai_models.OpenAIRefusalError("no"), errors.Refused),
        (KeyError("choices"), errors.ServerFault),
        (ValueError("what is this"), errors.ServerFault),
    ],
)
def test_what_comes_from_below_the_clients_is_mapped(error: Exception, expected: type[errors.DoorError]) -> None:
    assert type(translated(error, BINDING, 3)) is expected


def test_an_error_of_ours_is_left_as_it_is() -> None:
    error = errors.RateLimited("wait", 3)
    assert translated(error, BINDING, 3) is error


@pytest.mark.parametrize("words", ["prompt is too long: 210000 tokens", "maximum context length is 4096"])
def test_an_overflow_is_known_by_its_words(words: str) -> None:
    assert isinstance(translated(ValueError(words), BINDING, 3), errors.ContextOverflow)
