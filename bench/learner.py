"""One learner without a browser: begins conversations, replies, and remembers what was said and how long the answers took."""

from dataclasses import dataclass, field

from bench.history import PERSONA, REPLIES
from bench.window import BOX, Window


@dataclass
class Told:
    """What one learner sent and received in one conversation, in order, and the seconds each answer took."""

    session_id: str
    said: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


@dataclass
class Learner:
    """One learner: a window, and every conversation in it. `number` makes what they say their own."""

    number: int
    window: Window
    told: list[Told] = field(default_factory=list)

    async def begin(self) -> None:
        """Read the briefing and begin a conversation."""
        await self.window.open("briefing", f"persona={PERSONA}&level=standard")
        await self.window.press("begin")
        self.told.append(Told(self.window.session_id))

    async def say(self) -> None:
        """Send the next reply; where the conversation has ended, begin another one first."""
        if BOX not in self.window.widgets:
            await self.begin()
        now = self.told[-1]
        words = f"{REPLIES[len(now.said) % len(REPLIES)]} ({self.number}/{len(now.said) + 1})"
        now.said.append(words)
        seconds, line = await self.window.say(words)
        now.seconds.append(seconds)
        now.heard.append(line)

    async def bring_to(self, exchanges: int) -> None:
        """Begin anew and reply until so many exchanges are behind; anew again where the customer leaves before."""
        for _ in range(5):
            await self.begin()
            while BOX in self.window.widgets:
                if len(self.told[-1].said) == exchanges:
                    return
                await self.say()
        raise AssertionError(f"no conversation of learner {self.number} came to exchange {exchanges}")
