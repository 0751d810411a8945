"""The latch in tests/conftest.py holds."""

import socket

import pytest


@pytest.mark.parametrize("how", ["connect", "connect_ex"])
def test_a_test_that_reaches_for_another_machine_fails(how: str) -> None:
    with socket.socket() as sock, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1:80; only loopback"):
        getattr(sock, how)(("192.0.2.1", 80))
