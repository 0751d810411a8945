"""Make docs/screenshots/*.png: `python scripts/screenshots.py [--out DIR] [--address URL]`.

Of the app that runs at the address (the one that `make run` prints, say), or of one started here on an empty data folder with the
embedded model. Plays one conversation with the irate diner in four replies, and
photographs every page in a window that is tall enough to show it whole; of gallery and debrief the beginning, which the README
shows in a row with the conversation; the conversation also in the dark and on a phone.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT, IN_A_ROW, TALLEST = 1280, 860, 1120, 6000
SLOW_MS = 240_000
REPLIES = (
    "I'm so sorry, Mrs Kershaw. You asked for it well done, you sent it back, and the same pink steak came out again. "
    "In your place I'd be cross as well.",
    "So it was the same steak both times, and you've both sat here since half past seven. Have I got that right? "
    "Is there anything the kitchen should know before we cook another?",
    "Thank you for telling me. That plate should never have left our kitchen, and that is our mistake. I will have a "
    "fresh sirloin cooked right through and stand over it myself; it will be here within fifteen minutes. Both mains "
    "come off the bill. Does that suit you, or would you rather we did it another way?",
    "I'll go to the grill now and come back to your table in five minutes to tell you how far it is. Thank you for "
    "bearing with us, and for saying it so plainly.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the screenshots of the documentation.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/screenshots")
    parser.add_argument("--address", help="the app that runs already; without it one is started")
    given = parser.parse_args()
    out: Path = given.out
    out.mkdir(parents=True, exist_ok=True)
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        sys.exit("no Chromium here: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as stack:
        address = given.address or stack.enter_context(_served(Path(folder)))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        conversation = _tell(browser, address, out)
        _in_other_lights(browser, conversation, out)
        browser.close()


def _tell(browser: Browser, address: str, out: Path) -> str:
    """Photograph the whole way and return the address of the conversation."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_default_timeout(SLOW_MS)
    page.goto(address)
    page.get_by_role("button", name="Meet Denise").wait_for()
    _photograph(page, out / "gallery.png", IN_A_ROW)
    page.get_by_role("button", name="Meet Denise").click()
    page.get_by_role("heading", name="What you may do").wait_for()
    _photograph(page, out / "briefing.png")
    page.get_by_role("button", name="Begin the conversation").click()
    _talk(page)
    _photograph(page, out / "conversation.png")
    page.get_by_text("What this reply did").nth(1).click()
    _photograph(page, out / "critique.png")
    conversation = page.url
    _end(page)
    _photograph(page, out / "debrief.png", IN_A_ROW)
    page.close()
    return conversation


def _talk(page: Page) -> None:
    turns, box = page.get_by_test_id("stChatMessage"), page.get_by_test_id("stChatInputTextArea")
    box.wait_for()
    _rest(page)
    for number, reply in enumerate(REPLIES):
        if box.count() == 0:
            break
        box.fill(reply)
        box.press("Enter")
        expect(turns).to_have_count(3 + 2 * number, timeout=SLOW_MS)
        expect(page.locator(".typing")).to_have_count(0, timeout=SLOW_MS)
        _rest(page)
        print(f"{number + 1} of {len(REPLIES)}: {turns.last.inner_text()}", flush=True)


def _end(page: Page) -> None:
    if page.get_by_role("button", name="Look back on it").count() == 0:
        page.get_by_test_id("stPopover").filter(has_text="End").get_by_role("button").click()
        page.get_by_role("button", name="Stop without a word").click()
    page.get_by_role("button", name="Look back on it").click()
    page.get_by_role("heading", name="What went well").wait_for()
    page.locator("canvas, svg.marks").first.wait_for()


def _in_other_lights(browser: Browser, conversation: str, out: Path) -> None:
    dark = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="dark")
    phone = browser.new_page(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=2
    )
    for page, name in ((dark, "conversation-dark"), (phone, "conversation-phone")):
        page.goto(conversation)
        page.get_by_test_id("stChatMessage").last.wait_for()
        _photograph(page, out / f"{name}.png")
        page.close()


def _photograph(page: Page, file: Path, tallest: int = TALLEST) -> None:
    """Photograph the page in a window as tall as the page is, at most `tallest`."""
    _rest(page)
    width = page.viewport_size["width"] if page.viewport_size else WIDTH
    least = page.viewport_size["height"] if page.viewport_size else HEIGHT
    for _ in range(2):
        height = page.evaluate("document.querySelector('.stMain').scrollHeight")
        page.set_viewport_size({"width": width, "height": max(least, min(height, tallest))})
        page.wait_for_timeout(800)
    page.screenshot(path=file)
    page.set_viewport_size({"width": width, "height": least})
    print(file.name, flush=True)


def _rest(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=SLOW_MS)
    page.wait_for_timeout(700)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {**os.environ, "POISE_DATA_DIR": str(folder), "POISE_CUSTOMER": "embedded", "POISE_CRITIC": "none"}
    command = [sys.executable, "-m", "poise.ui.serve", str(ROOT / "app.py"), f"--server.port={port}"]
    with subprocess.Popen(command, env=environ, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL) as app:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            os.killpg(app.pid, signal.SIGTERM)
            app.wait(20)


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"the app did not answer at {address}")


if __name__ == "__main__":
    main()
