"""What a learner does and sees in a browser."""

from playwright.sync_api import Locator, Page, expect

SLOW_MS = 30_000


class Learner:
    """One browser window on the running app."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        page.set_default_timeout(SLOW_MS)
        page.goto(address)
        self.button("Meet ").last.wait_for()
        self.rest()

    def heading(self, words: str) -> Locator:
        return self.page.get_by_role("heading", name=words)

    def button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=words)

    @property
    def box(self) -> Locator:
        return self.page.get_by_test_id("stChatInputTextArea")

    @property
    def turns(self) -> Locator:
        return self.page.get_by_test_id("stChatMessage")

    @property
    def folds(self) -> Locator:
        return self.page.get_by_text("What this reply did")

    def door(self, words: str) -> Locator:
        """A button in the head that opens something."""
        return self.page.get_by_test_id("stPopover").filter(has_text=words).get_by_role("button")

    def rest(self) -> None:
        """Wait until the page has nothing more to draw."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SLOW_MS)

    def meet(self, first_name: str = "Denise") -> None:
        self.button(f"Meet {first_name}").click()
        self.heading("What you may do").wait_for()
        self.rest()
        self.button("Begin the conversation").click()
        expect(self.turns).to_have_count(1)
        self.rest()

    def say(self, text: str) -> None:
        """Send a reply and wait for the answer's end."""
        before = self.turns.count()
        self.box.fill(text)
        self.box.press("Enter")
        expect(self.turns).to_have_count(before + 2, timeout=SLOW_MS)
        expect(self.page.locator(".typing")).to_have_count(0, timeout=SLOW_MS)
        self.rest()

    def end(self) -> None:
        self.door("End").click()
        self.button("Stop without a word").click()
        self.button("Look back on it").click()
        self.heading("What went well").wait_for()
        self.rest()

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        wider: int = self.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.querySelector('.stMain').scrollWidth) - innerWidth"
        )
        return wider
