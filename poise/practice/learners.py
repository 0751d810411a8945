"""The profiles of learners, and which browser remembers which of them. Who may read a session stands in `owners`."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from poise.conversation.errors import SessionError
from poise.practice.database import READING, store_errors
from poise.practice.owners import TRAINER
from poise.practice.tables import browsers, learners

FIRST = "you"
"""The id of the profile that a machine begins with; an id opens nothing by itself."""
LEARNER, ROLES = "learner", ("learner", TRAINER)
MOST_NAME = 60
"""Characters of a profile's name."""
ERASED = "This profile was erased. Reload the page and choose another"


@dataclass(frozen=True)
class Learner:
    """A profile: `name` is empty until somebody gives one; `role` is learner or trainer; `made_at` ISO 8601, UTC."""

    id: str
    name: str
    role: str
    made_at: str


def all_learners(engine: Engine) -> list[Learner]:
    """Return every profile, the oldest first. Raises StoreError."""
    return _found(engine, learners.c.id.is_not(None))


def learner_of(engine: Engine, id_: str) -> Learner:
    """Return one profile. Raises SessionError where there is none such, StoreError."""
    found = _found(engine, learners.c.id == id_)
    if not found:
        raise SessionError(ERASED)
    return found[0]


def trainer_beside(engine: Engine, id_: str) -> bool:
    """Whether a profile other than this one is a trainer's, so that somebody can read what it shares. Raises StoreError."""
    return bool(_found(engine, (learners.c.role == TRAINER) & (learners.c.id != id_)))


def remembered(engine: Engine, browser: str) -> list[Learner]:
    """Return the profiles that were used in a browser, the last chosen first. Raises StoreError."""
    chosen = select(*_COLUMNS).join(browsers, browsers.c.learner == learners.c.id)
    query = chosen.where(browsers.c.digest == digest(browser)).order_by(browsers.c.chosen_at.desc(), learners.c.id)
    with store_errors(engine.url), engine.connect() as connection:
        rows = connection.execution_options(**{READING: True}).execute(query).all()
    return [Learner(*row) for row in rows]


def make(engine: Engine, at: str, browser: str | None = None, name: str = "", id_: str | None = None) -> Learner:
    """Make a profile and have the browser remember it; a random id of 128 bit where none is given. Raises StoreError.

    Of two who make the same id at once both get the one profile. Raises SessionError where the name cannot be kept.
    """
    made = Learner(id_ or secrets.token_hex(16), name_of(name), LEARNER, at)
    with store_errors(engine.url), engine.begin() as connection:
        require_profile(connection, made.id, at, make=True, name=made.name)
        _remember(connection, made.id, browser, at)
    return made


def choose(engine: Engine, id_: str, browser: str | None, at: str) -> Learner:
    """Have the browser remember that this profile is used in it from now on. Raises SessionError, StoreError."""
    chosen = learner_of(engine, id_)
    with store_errors(engine.url), engine.begin() as connection:
        _remember(connection, id_, browser, at)
    return chosen


def rename(engine: Engine, id_: str, name: str) -> Learner:
    """Give a profile a name, on one line. Raises SessionError where it is too long, StoreError."""
    _change(engine, id_, name=name_of(name))
    return learner_of(engine, id_)


def set_role(engine: Engine, id_: str, role: str) -> Learner:
    """Make a profile a trainer's or a learner's. Raises SessionError, StoreError."""
    if role not in ROLES:
        raise SessionError(f"{role!r} is no role. There are: {', '.join(ROLES)}")
    _change(engine, id_, role=role)
    return learner_of(engine, id_)


def make_link(engine: Engine, id_: str) -> str:
    """Return a new secret of 128 bit that opens this profile in one other browser, once. Raises SessionError."""
    secret = secrets.token_hex(16)
    _change(engine, id_, link=digest(secret))
    return secret


def linked(engine: Engine, secret: str) -> Learner | None:
    """Return the profile that a secret opens, None where it opens none, or was used. Raises StoreError."""
    found = _found(engine, learners.c.link == digest(secret))
    return found[0] if found else None


def use_link(engine: Engine, secret: str, browser: str | None, at: str) -> Learner:
    """Have the browser remember the profile that a secret opens; the secret ends with it. Raises SessionError, StoreError."""
    found = linked(engine, secret)
    used = update(learners).where(learners.c.link == digest(secret)).values(link=None)
    with store_errors(engine.url), engine.begin() as connection:
        if found is None or not connection.execute(used).rowcount:
            raise SessionError("This link was used already, or a newer one took its place. Make another one")
        _remember(connection, found.id, browser, at)
    return found


def digest(secret: str) -> str:
    """Return the SHA-256 under which the store knows a random secret, so that reading the store opens no profile."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def name_of(text: str) -> str:
    """Return a name as it is kept, on one line. Raises SessionError where it is too long."""
    name = " ".join(text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").split())
    if len(name) > MOST_NAME:
        raise SessionError(f"The name has {len(name)} characters; {MOST_NAME} are the most. Shorten it")
    return name


def require_profile(connection: Connection, id_: str, at: str, *, make: bool, name: str = "") -> None:
    """Have the profile be there: made where it may be, else SessionError, which tells that it was erased."""
    if connection.execute(select(learners.c.id).where(learners.c.id == id_)).first() is not None:
        return
    if not make:
        raise SessionError(ERASED)
    try:
        with connection.begin_nested():
            connection.execute(insert(learners).values(id=id_, name=name, role=LEARNER, made_at=at))
    except IntegrityError:
        # Another one made it between the look and the writing.
        return


_COLUMNS = (learners.c.id, learners.c.name, learners.c.role, learners.c.made_at)


def _found(engine: Engine, which: ColumnElement[bool]) -> list[Learner]:
    query = select(*_COLUMNS).where(which).order_by(learners.c.made_at, learners.c.id)
    with store_errors(engine.url), engine.connect() as connection:
        return [Learner(*row) for row in connection.execution_options(**{READING: True}).execute(query).all()]


def _change(engine: Engine, id_: str, **values: str) -> None:
    changed = update(learners).where(learners.c.id == id_).values(**values)
    with store_errors(engine.url), engine.begin() as connection:
        if not connection.execute(changed).rowcount:
            raise SessionError(ERASED)


def _remember(connection: Connection, id_: str, browser: str | None, at: str) -> None:
    if browser is None:
        return
    known = (browsers.c.digest == digest(browser)) & (browsers.c.learner == id_)
    again = update(browsers).where(known).values(chosen_at=at)
    if connection.execute(again).rowcount:
        return
    try:
        with connection.begin_nested():
            connection.execute(insert(browsers).values(digest=digest(browser), learner=id_, chosen_at=at))
    except IntegrityError:
        # Another window chose it between the look and the writing.
        connection.execute(again)
