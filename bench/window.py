"""A browser's window without a browser: Streamlit's own messages over its own websocket, and when each came."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

BOX = "reply"
LONGEST_S = 60.0
_DRAWN = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
"""The page, or the part of it that is drawn alone, is drawn to its end."""


@dataclass
class Window:
    """One window on the running app, drawn to its end whenever a method returns.

    `widgets` are the ids of buttons and of the box for the reply by their keys, `texts` what was drawn literally in the last
    drawing and when it came (time.perf_counter), `markup` the house's own,
    `query` what stands behind the address.
    """

    socket: ClientConnection
    query: str = ""
    page: str = ""
    widgets: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[float, str]] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    _found: dict[str, str] = field(default_factory=dict)

    @property
    def session_id(self) -> str:
        """The conversation that the address names."""
        return self.query.partition("session=")[2].partition("&")[0]

    async def open(self, page: str, query: str = "") -> None:
        """Open a page as its address does; the first one has an empty name."""
        self.query = query
        await self._run(ClientState(query_string=query, page_name=page))

    async def again(self) -> None:
        """Have the page drawn again."""
        await self._run(self._state())

    async def press(self, key: str) -> None:
        """Press a button."""
        await self._run(self._state(WidgetState(id=self.widgets[key], trigger_value=True)))

    async def say(self, text: str) -> tuple[float, str]:
        """Send a reply; return the seconds until the customer's whole line was there, and the line."""
        state = self._state(WidgetState(id=self.widgets[BOX]))
        state.widget_states.widgets[0].chat_input_value.data = text
        began = time.perf_counter()
        await self._run(state)
        # The line is the last text of the page: what comes after it are critiques and the mood, which are no texts.
        came, line = self.texts[-1]
        return came - began, line

    def _state(self, *widgets: WidgetState) -> ClientState:
        state = ClientState(query_string=self.query, page_script_hash=self.page)
        state.widget_states.widgets.extend(widgets)
        return state

    async def _run(self, state: ClientState) -> None:
        await self.socket.send(BackMsg(rerun_script=state).SerializeToString())
        async with asyncio.timeout(LONGEST_S):
            while not self._finished(await self.socket.recv()):
                continue

    def _finished(self, received: str | bytes) -> bool:
        came, message = time.perf_counter(), ForwardMsg()
        assert isinstance(received, bytes)
        message.ParseFromString(received)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.texts, self.markup, self._found = [], [], {}
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._drawn(came, message)
        elif kind == "script_finished" and message.script_finished in _DRAWN:
            # A part that was drawn alone leaves the rest of the page as it was.
            rest = self.widgets if message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY else {}
            self.widgets = {**rest, **self._found}
            return True
        return False

    def _drawn(self, came: float, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "text":
            self.texts.append((came, element.text.body))
        elif kind == "html":
            self.markup.append(element.html.body)
        elif kind in ("button", "chat_input"):
            id_ = getattr(element, kind).id
            self._found[id_.split("-", 2)[-1]] = id_
        elif kind == "exception":
            raise AssertionError(f"the page failed: {element.exception.message}")


@asynccontextmanager
async def window(port: int) -> AsyncIterator[Window]:
    """Open a window; it shows nothing until a page is opened in it."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=None, compression=None) as socket:  # type: ignore[list-item] - a plain name
        yield Window(socket)
