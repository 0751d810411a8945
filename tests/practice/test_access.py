"""The passphrase: nobody from elsewhere without one, compared without a hint, slow after wrong tries."""

import pytest

from poise.conversation.errors import SettingsError
from poise.practice.access import MOST_WAIT_S, Door, Tries, bound_address, is_this_machine
from poise.practice.settings import load_settings

SECRET = "four quiet words here"


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.7", "poise.example", ""])
def test_an_address_that_others_reach_needs_a_passphrase(address: str) -> None:
    asked = address or "10.0.0.1"
    with pytest.raises(SettingsError, match="POISE_ACCESS_SECRET"):
        bound_address(load_settings({}), asked)
    with pytest.raises(SettingsError, match="POISE_ACCESS_SECRET"):
        bound_address(load_settings({"POISE_ADDRESS": asked}))
    assert bound_address(load_settings({"POISE_ACCESS_SECRET": SECRET}), asked) == asked


def test_this_machine_needs_none() -> None:
    assert bound_address(load_settings({})) == "127.0.0.1"
    assert all(is_this_machine(address) for address in ("127.0.0.1", "127.9.9.9", "::1", "localhost"))


def test_a_short_passphrase_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsError, match="POISE_ACCESS_SECRET") as caught:
        load_settings({"POISE_ACCESS_SECRET": "hunter2"})
    assert "hunter2" not in str(caught.value)


def test_no_passphrase_may_stand_in_a_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("settings")
    (folder / "poise.toml").write_text(f'access_secret = "{SECRET}"\n')
    with pytest.raises(SettingsError, match=r"no key may stand in a file.* POISE_ACCESS_SECRET"):
        load_settings({}, folder)


def test_a_passphrase_is_not_printed_with_the_settings() -> None:
    assert SECRET not in repr(load_settings({"POISE_ACCESS_SECRET": SECRET}))


def test_only_the_whole_passphrase_opens() -> None:
    door = Door(SECRET)
    assert door.opens(SECRET)
    assert not any(door.opens(said) for said in ("", SECRET[:-1], SECRET + " ", SECRET.upper(), "\ud800", "é" * 2000))


def test_a_proof_is_one_browsers_and_ends_with_the_passphrase() -> None:
    door = Door(SECRET)
    proof = door.proof("5e" * 16)
    assert door.proves("5e" * 16, proof)
    assert not door.proves("6f" * 16, proof)
    assert not door.proves("5e" * 16, "")
    assert not Door(SECRET + "!").proves("5e" * 16, proof)


def test_wrong_tries_make_the_next_ones_wait_longer_and_longer() -> None:
    tries, now, waits = Tries(), 1000.0, []
    for _ in range(14):
        tries.missed("10.0.0.7", now)
        waits.append(tries.wait("10.0.0.7", now))
        now += waits[-1]
        assert tries.wait("10.0.0.7", now) == 0
    assert waits[:5] == [0, 0, 2, 4, 8]
    assert waits[-1] == MOST_WAIT_S
    assert tries.wait("10.0.0.8", now) == 0


def test_a_right_try_and_a_long_quiet_forget_the_wrong_ones() -> None:
    tries = Tries()
    for _ in range(6):
        tries.missed("10.0.0.7", 0.0)
    assert tries.wait("10.0.0.7", 1.0) > 0
    assert tries.wait("10.0.0.7", 2000.0) == 0
    tries.missed("10.0.0.7", 2000.0)
    assert tries.wait("10.0.0.7", 2000.0) == 0
    tries.hit("10.0.0.7")
    assert tries.wait("10.0.0.7", 2000.0) == 0


def test_many_addresses_do_not_fill_the_memory() -> None:
    tries = Tries()
    for number in range(12_000):
        tries.missed(str(number), 0.0)
    assert len(tries._wrong) == 10_000
