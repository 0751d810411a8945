"""The client of OpenAI and of every server that speaks its protocol, the embedded model's included."""

import asyncio
import weakref
from collections.abc import AsyncGenerator, Mapping
from typing import Any

import httpx2
from langchain_core.language_models import BaseChatModel
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from openai import BaseModel as OpenAIObject
from pydantic import SecretStr

from poise.llm.binding import Binding
from poise.llm.deadline import Deadline, DeadlineTransport, read_timeout
from poise.llm.plain_streams import PlainCompletions

NO_KEY = "none"
MAX_COMPLETION_TOKENS_HOSTS = ("openai.com", "azure.com")


class FullChatOpenAI(ChatOpenAI):
    """ChatOpenAI that keeps what it otherwise drops: each choice's refusal, a streamed refusal, llama.cpp's timings.

    Servers other than OpenAI's own get the length limit under its older name, `max_tokens`, which all of them know.
    """

    def _create_chat_result(
        self, response: dict[str, Any] | OpenAIObject, generation_info: dict[str, Any] | None = None
    ) -> ChatResult:
        result = super()._create_chat_result(response, generation_info)
        if isinstance(response, OpenAIObject):
            timings = (response.model_extra or {}).get("timings")
            choices = getattr(response, "choices", [])
            for generation, choice in zip(result.generations, choices, strict=False):
                generation.message.additional_kwargs["refusal"] = getattr(choice.message, "refusal", None)
                generation.generation_info = {
                    **(generation.generation_info or {}),
                    "finish_reason": choice.finish_reason,
                }
                generation.generation_info |= {"timings": timings} if timings else {}
        return result

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        converted = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        choices = chunk.get("choices") or [{}]
        if converted is not None and (refusal := (choices[0].get("delta") or {}).get("refusal")):
            converted.message.additional_kwargs["refusal"] = refusal
        if converted is not None and (timings := chunk.get("timings")):
            converted.generation_info = {**(converted.generation_info or {}), "timings": timings}
        return converted

    def _get_request_payload(self, input_: Any, *, stop: list[str] | None = None, **kwargs: Any) -> dict[str, Any]:
        payload = super()._get_request_payload(input_, stop=stop, **kwargs)
        if "max_completion_tokens" in payload and not _is_openai(self.openai_api_base):
            payload["max_tokens"] = payload.pop("max_completion_tokens")
        return payload


class OpenAIModels:
    """The models behind one binding: one for threads, and one for each event loop, since connections belong to a loop."""

    says_how_it_finished = True

    def __init__(self, binding: Binding, base_url: str | None) -> None:
        self._binding, self._base_url = binding, base_url
        self._for_loops: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[Any, BaseChatModel]]
        self._for_loops = weakref.WeakKeyDictionary()
        transport = DeadlineTransport(httpx2.HTTPTransport())
        client = httpx2.Client(transport=transport, trust_env=self._trust_env)
        weakref.finalize(client, transport.close)
        self._for_threads = self._build(http_client=client)

    def for_threads(self) -> BaseChatModel:
        """The model for synchronous calls, from any thread."""
        return self._for_threads

    async def for_this_loop(self) -> BaseChatModel:
        """The model for the running event loop; its connections are closed when the loop shuts down."""
        loop = asyncio.get_running_loop()
        for ended in [known for known in self._for_loops if known.is_closed()]:
            del self._for_loops[ended]
        if loop not in self._for_loops:
            clients = _client_until_loop_ends(self._trust_env)
            self._for_loops[loop] = clients, self._build(http_async_client=await anext(clients))
        return self._for_loops[loop][1]

    def arguments(self, given: Mapping[str, Any], deadline: Deadline, silence_s: float) -> dict[str, Any]:
        """The caller's arguments as this client takes them, with the time that is left.

        A `response_format` goes into the body untouched: the client would otherwise parse the answer and hide it.
        """
        passed = {**given, "timeout": read_timeout(deadline, silence_s)}
        if "response_format" in passed:
            body = {**(passed.get("extra_body") or {}), "response_format": passed.pop("response_format")}
            passed["extra_body"] = body
        return passed

    @property
    def _trust_env(self) -> bool:
        return self._binding.capable

    def _build(self, **clients: Any) -> BaseChatModel:
        key = self._binding.api_key or (SecretStr(NO_KEY) if self._base_url else None)
        model = FullChatOpenAI(
            model=self._binding.model,
            base_url=self._base_url,
            api_key=key,
            max_retries=0,
            use_responses_api=False,
            stream_usage=True,
            stream_chunk_timeout=None,
            **clients,
        )
        model.client = PlainCompletions(model.root_client)
        return model


async def _client_until_loop_ends(trust_env: bool) -> AsyncGenerator[httpx2.AsyncClient, None]:
    """Yield a client once; the event loop closes its generators when it shuts down, and with this one the client."""
    async with httpx2.AsyncClient(trust_env=trust_env) as client:
        yield client


def _is_openai(base_url: str | None) -> bool:
    host = httpx2.URL(base_url).host if base_url else MAX_COMPLETION_TOKENS_HOSTS[0]
    return host.endswith(MAX_COMPLETION_TOKENS_HOSTS)
