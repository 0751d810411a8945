"""OpenAI's client with its streams read as plain JSON, which is what LangChain makes of them anyway."""

from typing import Any

from openai import Stream
from openai.resources.chat.completions import Completions


class PlainCompletions(Completions):
    """The client's completions; a stream's question is sent as it stands, its pieces come as they were sent.

    Checking every message and every piece against the types of OpenAI's interface, to turn the pieces into mappings again,
    was half of what a streamed line cost: some 3 ms.
    """

    def create(self, **given: Any) -> Any:
        """Send the question; see OpenAI's own `create`."""
        if not given.get("stream"):
            return super().create(**given)
        named = {"timeout": "timeout", "extra_body": "extra_json", "extra_headers": "headers", "extra_query": "params"}
        options: Any = {named[name]: given[name] for name in named.keys() & given.keys() if given[name] is not None}
        body = {name: value for name, value in given.items() if name not in named}
        return self._post(
            "/chat/completions", cast_to=object, body=body, options=options, stream=True, stream_cls=Stream[object]
        )
