"""The embedded model's server as practice keeps it: started when first needed, started again if it died, ended with the app."""

import threading
from pathlib import Path

from poise.llm.embedded.fetch import Report, fetch_model, find_model
from poise.llm.embedded.manifest import load_manifest
from poise.llm.embedded.mirrors import default_mirrors
from poise.llm.embedded.server import EmbeddedServer, start_server
from poise.llm.errors import ModelMissing


class EmbeddedHost:
    """One server for one process. `model_path` names another GGUF file than the embedded model's own."""

    def __init__(self, cache_dir: Path, model_path: Path | None = None) -> None:
        self._cache_dir, self._model_path = cache_dir, model_path
        self._server: EmbeddedServer | None = None
        self._closed = False
        self._lock = threading.Lock()
        self.ahead = threading.Lock()
        """Held while a prompt is evaluated ahead of its use: a line that did not wait would evaluate the same beside it."""

    def file(self) -> Path | None:
        """Return the model's file; None where it was not fetched yet."""
        return self._model_path or find_model(load_manifest(), self._cache_dir)

    def fetch(self, report: Report) -> Path:
        """Return the model's file, fetched if it is not there; `report` hears of the progress. Raises ModelMissing."""
        manifest = load_manifest()
        return self._model_path or fetch_model(manifest, self._cache_dir, default_mirrors(manifest), report)

    def endpoint(self) -> str:
        """Return the address of the running server, started if need be (some seconds).

        Raises ModelMissing where the file was not fetched or cannot be used, and what the start of a server raises.
        """
        return self.server().endpoint

    def server(self) -> EmbeddedServer:
        """Return the running server; see `endpoint`."""
        with self._lock:
            if self._closed:
                raise ModelMissing("Poise is closing: the embedded model is not started any more. Start Poise again")
            if self._server is None:
                self._server = start_server(self._ready_file())
            elif not self._server.alive():
                self._server.restart()
            return self._server

    def close(self) -> None:
        """End the server; it is not started again."""
        with self._lock:
            self._closed = True
            if self._server is not None:
                self._server.close()
                self._server = None

    def _ready_file(self) -> Path:
        if (file := self.file()) is None:
            raise ModelMissing(
                "The embedded model was not fetched yet. Run `poise models pull`, or set OPENAI_BASE_URL"
            )
        return file
