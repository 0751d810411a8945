"""The one factory of chat models."""

from typing import TYPE_CHECKING

from poise.llm.binding import EMBEDDED, OPENAI, Binding
from poise.llm.errors import KeyRejected, ServerUnreachable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from poise.llm.call import Models

MAX_RETRIES = 1


def chat_model(
    binding: Binding,
    *,
    timeout_s: float,
    first_chunk_s: float | None = None,
    endpoint: str | None = None,
    max_retries: int = MAX_RETRIES,
) -> "BaseChatModel":
    """A LangChain chat model for this binding.

    `timeout_s` is the longest that one answer may take as a whole, retries included; `first_chunk_s` the longest silence
    in a stream, its beginning included (the whole time where not given). `endpoint` is the embedded server's address.
    `max_retries` counts the further attempts after a passing fault (429 within the time left, 5xx, a dropped connection);
    a stream is never begun again once a piece of it came.

    The model may be used from any thread and from several event loops. All arguments of a call (`stop`, `n`,
    `temperature`, `max_tokens`, `logprobs`, `response_format`, `extra_body`, ...) pass through.

    Raised, by every way of calling it, are only leaves of ModelError (`poise.llm.errors`). An answer in one piece that is
    refused, filtered, cut at its length limit or empty is returned: `response_metadata["condition"]` says which
    (`complete`, `cut_at_length`, `filtered`, `refused`, `empty`), `response_metadata["finish_reason"]` and
    `additional_kwargs["refusal"]` hold what the server said. A stream raises StreamCut where it stops without saying how
    it finished, Refused (with the wording) or EmptyAnswer where it ends without any text; one that ends at its length limit
    does not raise, its last chunk carries the condition. `usage_metadata` is the server's own count, None where it sends
    none; a prompt that a server cuts silently shows there as fewer input tokens than were sent.

    Raises KeyRejected, PackageMissing, ServerUnreachable or SettingsError where no model can be built.
    """
    from poise.llm.door_model import DoorModel  # noqa: PLC0415 - LangChain takes a second to import

    models = _models(binding, endpoint, timeout_s)
    silence = min(first_chunk_s or timeout_s, timeout_s)
    return DoorModel(
        binding=binding, models=models, timeout_s=timeout_s, first_chunk_s=silence, max_retries=max_retries
    )


def _models(binding: Binding, endpoint: str | None, timeout_s: float) -> "Models":
    if binding.provider not in (OPENAI, EMBEDDED):
        from poise.llm.other_model import OtherModels  # noqa: PLC0415 - as above

        return OtherModels(binding, timeout_s)
    if binding.provider == EMBEDDED and endpoint is None:
        raise ServerUnreachable("The embedded model's server is not running. Start the app again")
    base_url = endpoint if binding.provider == EMBEDDED else binding.base_url
    if base_url is None and binding.api_key is None:
        raise KeyRejected(f"{binding.label} needs a key and has none. Set OPENAI_API_KEY, or OPENAI_BASE_URL")
    from poise.llm.openai_model import OpenAIModels  # noqa: PLC0415 - as above

    return OpenAIModels(binding, base_url)
