"""The process that runs llama.cpp: `python -m poise.llm.embedded.serve --model FILE [--port 0]`.

It prints one JSON line, `{"endpoint": "http://127.0.0.1:PORT/v1"}`, once it answers, and runs until it is ended. With
`--end-with-stdin` it also ends as soon as its standard input closes, which is what happens to it when the process that
started it dies, however that dies. llama.cpp writes its own log to standard error.
"""

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

CONTEXT_TOKENS = 8192
SLOTS = 4
SPARE_PROMPTS_MIB = 512
WARNINGS = 2
WRONG_FILE_STATUS = 3


def available_cores() -> int:
    """The processor cores that this process may use, at least one."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def server_parameters(model: Path, port: int, threads: int) -> Any:
    """The llama.cpp parameters for one interactive learner: four slots that share one context of 8,192 tokens.

    `kv_unified` lets every slot use the whole context and the candidates of one request share their prefix; without
    it each slot would have a quarter.
    """
    import xllamacpp  # type: ignore[import-untyped]  # noqa: PLC0415 - untyped, and loads a native library

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.model_alias = {model.stem}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = port
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_parallel = SLOTS
    parameters.kv_unified = True
    parameters.cache_ram_mib = SPARE_PROMPTS_MIB
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    parameters.n_gpu_layers = 0
    parameters.ui = False
    parameters.verbosity = WARNINGS
    parameters.endpoint_slots = False
    parameters.cors_origins = ""
    return parameters


def end_with_stdin() -> None:
    """Start a thread that ends this process when its standard input closes."""
    threading.Thread(target=_end_at_end_of_input, name="end-with-stdin", daemon=True).start()


def _end_at_end_of_input() -> None:
    while os.read(0, 1024):
        pass
    os._exit(0)


def main(arguments: list[str] | None = None) -> int:
    """Run the server until it is ended; 3 if llama.cpp cannot use the file."""
    options = _parser().parse_args(arguments)
    if options.end_with_stdin:
        end_with_stdin()
    import xllamacpp  # noqa: PLC0415 - see server_parameters

    try:
        server = xllamacpp.Server(server_parameters(options.model, options.port, options.threads))
    except Exception as error:  # noqa: BLE001 - the native library raises bare types; the parent reads this line
        sys.stderr.write(f"llama.cpp cannot serve {options.model}: {error}\n")
        return WRONG_FILE_STATUS
    sys.stdout.write(json.dumps({"endpoint": f"{server.listening_address}/v1"}) + "\n")
    sys.stdout.flush()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        os._exit(0)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m poise.llm.embedded.serve", description="Serve a GGUF on loopback.")
    parser.add_argument("--model", type=Path, required=True, help="the GGUF file")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--threads", type=int, default=available_cores())
    parser.add_argument("--end-with-stdin", action="store_true", help="end when standard input closes")
    return parser


if __name__ == "__main__":
    sys.exit(main())
