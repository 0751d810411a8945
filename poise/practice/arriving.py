"""Who sits down at a page: the profile that the browser remembers, else the machine's only one, else a new one."""

import re

from poise.conversation.errors import SessionError
from poise.practice.learners import FIRST, Learner, all_learners, choose, make, remembered
from poise.practice.services import Services

_TOKEN = re.compile(r"[0-9a-f]{32}")


def is_token(text: str) -> bool:
    """Whether a text has the form of the random 128 bits by which a browser is known."""
    return _TOKEN.fullmatch(text) is not None


def is_shared(services: Services) -> bool:
    """Whether others than this machine's own users reach the app: then a browser offers its own profiles alone."""
    return services.settings.access_secret is not None


def arrive(services: Services, browser: str | None) -> Learner | None:
    """Return who practises in a browser, None where several may and it remembers none of them.

    Nobody is asked for anything at first: a machine without a profile gets its first one here. On an app that others reach
    each new browser gets a profile of its own. Raises StoreError.
    """
    engine = services.store.engine
    if browser and (known := remembered(engine, browser)):
        return known[0]
    if is_shared(services):
        return make(engine, services.now(), browser)
    there = all_learners(engine)
    if len(there) > 1:
        return None
    return there[0] if there else make(engine, services.now(), id_=FIRST)


def offered(services: Services, browser: str | None) -> list[Learner]:
    """Return the profiles among which this browser may choose. Raises StoreError."""
    if not is_shared(services):
        return all_learners(services.store.engine)
    return remembered(services.store.engine, browser) if browser else []


def sit_down(services: Services, browser: str | None, id_: str) -> Learner:
    """Choose one of the offered profiles, and have the browser remember it. Raises SessionError where it is not offered."""
    if id_ not in {one.id for one in offered(services, browser)}:
        raise SessionError("This profile is not one of this browser's. Open its link to use it here")
    return choose(services.store.engine, id_, browser, services.now())
