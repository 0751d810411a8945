import pytest
from pydantic import SecretStr

from poise.conversation.errors import SettingsError
from poise.llm.errors import KeyRejected, ServerFault, ServerUnreachable
from poise.llm.server_models import list_models, only_model
from tests.fault_server.server import FaultServer


def test_the_names_are_listed_in_order(fault_server: FaultServer) -> None:
    fault_server.models = ("qwen", "llama3")
    assert list_models(fault_server.url) == ("llama3", "qwen")


def test_the_only_model_needs_no_name(fault_server: FaultServer) -> None:
    fault_server.models = ("llama3",)
    assert only_model(fault_server.url + "/") == "llama3"


def test_several_models_are_an_error_that_lists_them(fault_server: FaultServer) -> None:
    fault_server.models = ("qwen", "llama3")
    with pytest.raises(SettingsError, match="llama3, qwen"):
        only_model(fault_server.url)


def test_a_server_without_a_model_is_an_error(fault_server: FaultServer) -> None:
    fault_server.models = ()
    with pytest.raises(SettingsError, match="no model"):
        only_model(fault_server.url)


def test_the_key_is_sent_and_a_wrong_one_is_said(fault_server: FaultServer) -> None:
    fault_server.key = "right"
    assert list_models(fault_server.url, SecretStr("right"))
    with pytest.raises(KeyRejected):
        list_models(fault_server.url, SecretStr("wrong"))


def test_an_address_without_a_list_says_to_check_the_base_url(fault_server: FaultServer) -> None:
    with pytest.raises(ServerFault, match="base URL"):
        list_models(fault_server.url.removesuffix("/v1"))


def test_nobody_there_is_unreachable() -> None:
    with FaultServer() as server:
        url = server.url
    with pytest.raises(ServerUnreachable):
        list_models(url)
