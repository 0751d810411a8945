"""Who may reach the app at all: everybody on this machine, from elsewhere only browsers that were told the passphrase."""

import hashlib
import hmac
import ipaddress
import math
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property

from poise.conversation.errors import SettingsError
from poise.practice.settings import Settings

HOME = "127.0.0.1"
FREE_TRIES, MOST_WAIT_S, CALM_S = 3, 300.0, 900.0
"""Wrong tries without a wait; the longest wait; seconds without a try after which the wrong ones are forgotten."""
_MOST_ADDRESSES = 10_000
_SCRYPT_N = 2**14


def bound_address(settings: Settings, asked: str = "") -> str:
    """Return the address to listen on. Raises SettingsError where others could reach it and no passphrase is set."""
    address = asked or settings.address
    if settings.access_secret is None and not is_this_machine(address):
        raise SettingsError(
            f"{address} can be reached from other machines. Set POISE_ACCESS_SECRET to a passphrase of at least 12 characters "
            f"that every learner is asked for, or leave the address at {HOME}"
        )
    return address


def is_this_machine(address: str) -> bool:
    """Whether only programs on this machine can reach an address; a name other than localhost counts as reachable."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Door:
    """The passphrase, and what a browser is given that said it right. A new passphrase closes the door to all of them."""

    secret: str

    @cached_property
    def _key(self) -> bytes:
        # Slow on purpose: whoever finds a browser's proof must not try passphrases against it by the million.
        return hashlib.scrypt(self.secret.encode(), salt=b"poise access", n=_SCRYPT_N, r=8, p=1)

    def opens(self, said: str) -> bool:
        """Whether the passphrase was said, compared in constant time."""
        return hmac.compare_digest(_digest(said), _digest(self.secret))

    def proof(self, browser: str) -> str:
        """Return what shows that this browser was told the passphrase."""
        return hmac.new(self._key, browser.encode(), hashlib.sha256).hexdigest()

    def proves(self, browser: str, proof: str) -> bool:
        """Whether the proof is this browser's, compared in constant time."""
        return hmac.compare_digest(_digest(self.proof(browser)), _digest(proof))


@dataclass
class Tries:
    """Wrong tries by address: after the first few each next one waits twice as long. Times are seconds of one clock."""

    _wrong: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)

    def wait(self, address: str, now: float) -> int:
        """Return the whole seconds that this address has to wait before its next try, 0 where it may try."""
        count, last = self._wrong.get(address, (0, now))
        if now - last > max(CALM_S, _pause(count)):
            return 0
        return max(0, math.ceil(last + _pause(count) - now))

    def missed(self, address: str, now: float) -> None:
        """Note a wrong try."""
        count, last = self._wrong.pop(address, (0, now))
        self._wrong[address] = (1 if now - last > CALM_S else count + 1, now)
        while len(self._wrong) > _MOST_ADDRESSES:
            self._wrong.popitem(last=False)

    def hit(self, address: str) -> None:
        """Forget the wrong tries of an address that said it right."""
        self._wrong.pop(address, None)


def _pause(count: int) -> float:
    return 0.0 if count < FREE_TRIES else min(MOST_WAIT_S, 2.0 ** (count - FREE_TRIES + 1))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
