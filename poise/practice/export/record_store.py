"""A learning record store: where it is, and statements sent to it. A failure is told, never swallowed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, SecretStr

from poise.conversation.errors import PoiseError, SettingsError

if TYPE_CHECKING:
    import httpx2

VERSION = "1.0.3"
WAITS_S = (1.0, 4.0)
"""How long is waited before the second and the third try."""
TIMEOUT_S = 10.0


class DeliveryError(PoiseError):
    """The record store did not take the statements; they are kept and can be sent again.

    `alone`: the fault lies with these statements, others may be taken.
    """

    def __init__(self, problem: str, alone: bool = False) -> None:
        super().__init__(problem)
        self.alone = alone


class RecordStore(BaseModel):
    """Where statements go: the address that ends before `/statements`, and the credentials, None where none are asked for."""

    model_config = ConfigDict(frozen=True)

    url: str
    key: SecretStr | None = None
    secret: SecretStr | None = None

    @property
    def address(self) -> str:
        """The address that takes statements."""
        return f"{self.url.rstrip('/').removesuffix('/statements')}/statements"


def record_store(url: str | None, key: SecretStr | None, secret: SecretStr | None) -> RecordStore | None:
    """Return the store that the settings name, None where they name none. Raises SettingsError."""
    if url is None:
        if key or secret:
            raise SettingsError("POISE_XAPI_KEY or POISE_XAPI_SECRET is set and POISE_XAPI_URL is not. Set it as well")
        return None
    if not url.startswith(("https://", "http://")):
        raise SettingsError(f"POISE_XAPI_URL: {url!r} is no address. Write it like https://store.example/xapi")
    if (key is None) != (secret is None):
        raise SettingsError("POISE_XAPI_KEY and POISE_XAPI_SECRET go together. Set both, or none for an open store")
    return RecordStore(url=url, key=key, secret=secret)


def send(
    store: RecordStore,
    statements: Sequence[dict[str, Any]],
    timeout_s: float = TIMEOUT_S,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Send the statements in one request and return once the store has taken them.

    Tried three times where trying again can help: no connection, no answer within `timeout_s`, 429 or a fault of the server.
    Raises DeliveryError with the reason and what to do. Sending the same statements again is safe: by their ids they count once.
    """
    for wait in (*WAITS_S, None):
        fault = _try(store, statements, timeout_s)
        if fault is None:
            return
        if not fault.passing or wait is None:
            raise DeliveryError(fault.problem, alone=fault.alone)
        sleep(wait)


@dataclass(frozen=True)
class _Fault:
    """What went wrong; `passing`: trying again can help; `alone`: others may be taken."""

    problem: str
    passing: bool = False
    alone: bool = False


def _try(store: RecordStore, statements: Sequence[dict[str, Any]], timeout_s: float) -> _Fault | None:
    import httpx2  # noqa: PLC0415 - only who has a record store pays for it

    auth = (store.key.get_secret_value(), store.secret.get_secret_value()) if store.key and store.secret else None
    headers = {"X-Experience-API-Version": VERSION}
    try:
        answer = httpx2.post(store.address, json=list(statements), headers=headers, auth=auth, timeout=timeout_s)
    except httpx2.TimeoutException:
        why = f"{store.address} did not answer within {timeout_s:g} s. Check that it runs; Poise tries again"
        return _Fault(why, passing=True)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        why = f"{store.address} cannot be reached ({error}). Check POISE_XAPI_URL and that it runs"
        return _Fault(why, passing=True)
    return _fault(store, answer)


def _fault(store: RecordStore, answer: "httpx2.Response") -> _Fault | None:
    address = store.address
    match answer.status_code:
        case 200 | 204:
            return None
        case 401 | 403:
            return _Fault(f"{address} refused the key. Check POISE_XAPI_KEY and POISE_XAPI_SECRET")
        case 404:
            return _Fault(f"{address} is no record store (404). Check POISE_XAPI_URL")
        case 409:
            why = f"{address} holds other statements under the same ids (409). Remove them there"
            return _Fault(why, alone=True)
        case code if code == 429 or code >= 500:
            return _Fault(f"{address} has a fault of its own ({code}). Poise tries again", passing=True)
        case code:
            said = " ".join(answer.text.split())[:200]
            return _Fault(f"{address} took none of it ({code}: {said}). Report this with the statements", alone=True)
