"""A database opened: empty, by many at once, at another schema, or not at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from threading import Barrier

import pytest

from poise.conversation.errors import StoreError
from poise.practice.store import Store, open_store
from tests.practice import sample_events as sample

AT = "2026-11-22T10:00:00.000000+00:00"
FORMS = ("sqlite:////folder/poise.db", "postgresql://USER:PASSWORD@HOST")


@pytest.mark.both_databases
def test_opening_it_twice_at_once_makes_one_schema(new_database: Callable[[], str]) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, repeat(new_database(), 4)))
    stores[0].create("s1", sample.start(), AT)
    assert len(stores[3].events("s1")) == 1
    _close(stores)


@pytest.mark.both_databases
def test_many_that_open_a_new_database_at_once_all_get_it(new_database: Callable[[], str]) -> None:
    for _ in range(4):
        url, start = new_database(), Barrier(8)
        with ThreadPoolExecutor(8) as pool:
            stores = list(pool.map(_open_together, repeat(start), [url] * 8))
        assert {len(store.sessions("you")) for store in stores} == {0}
        _close(stores)


@pytest.mark.parametrize("url", ["nonsense", "postgres-of-old://h/db", "mysql+unknown://h/db", "sqlite+aiosqlite:///x"])
def test_a_wrong_url_names_the_setting_and_the_forms_that_there_are(url: str) -> None:
    with pytest.raises(StoreError, match="POISE_DATABASE_URL") as caught:
        open_store(url)
    assert all(form in str(caught.value) for form in FORMS)


@pytest.mark.parametrize("url", ["postgresql://u:secret@h:fifty/db", "u:secret@h/db", "http://u:secret@h/db"])
def test_a_wrong_url_is_not_repeated_with_its_password(url: str) -> None:
    with pytest.raises(StoreError, match="POISE_DATABASE_URL") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def _open_together(start: Barrier, url: str) -> Store:
    start.wait()
    return open_store(url)


def _close(stores: list[Store]) -> None:
    for store in stores:
        store.close()
