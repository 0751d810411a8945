"""Where content is found: personas, prompts and rubric in one folder, a trainer's own files laid over it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from poise.conversation.errors import ContentError
from poise.conversation.persona import Persona
from poise.conversation.prompt import Prompt, load_prompt
from poise.conversation.yaml_file import fingerprint, read_text, validated, yaml_mapping


@dataclass(frozen=True)
class Content:
    """The content folders. `root` holds `personas/` and `prompts/`; files of the same name in `overlay` win."""

    root: Path
    overlay: Path | None = None

    def file(self, relative: str) -> Path:
        """Return the path of a content file: the overlay's where it exists, else the root's."""
        if self.overlay is not None and (own := self.overlay / relative).is_file():
            return own
        return self.root / relative

    def persona_files(self) -> list[Path]:
        """Return the persona files, sorted by id, the overlay's in place of the root's."""
        found = {path.stem: path for folder in self._folders("personas") for path in folder.glob("*.yaml")}
        return [found[id_] for id_ in sorted(found)]

    def persona_ids(self) -> list[str]:
        """Return the ids of all persona files, whether they can be used or not."""
        return [path.stem for path in self.persona_files()]

    def personas(self) -> list[Persona]:
        """Return every persona, sorted by id. Raises ContentError for the first file that cannot be used."""
        return [load_persona(path) for path in self.persona_files()]

    def persona(self, id_: str) -> Persona:
        """Return one persona. Raises ContentError that lists the ids where there is none of that name."""
        files = {path.stem: path for path in self.persona_files()}
        if id_ not in files:
            raise ContentError("personas", f"there is no persona {id_!r}", f"Choose one of: {', '.join(files)}")
        return load_persona(files[id_])

    def prompt(self, relative: str) -> Prompt:
        """Return the prompt `prompts/<relative>.md`."""
        return load_prompt(self.file(f"prompts/{relative}.md"))

    def version(self, relative: str) -> str:
        """Return the hash of a content file, for the versions of a result."""
        return fingerprint(read_text(self.file(relative)))

    def _folders(self, name: str) -> list[Path]:
        return [base / name for base in (self.root, self.overlay) if base is not None]


def load_persona(path: Path) -> Persona:
    """Read and check one persona file. Raises ContentError, also where the id is not the file's name."""
    return _persona(path, read_text(path))


# The same words need no second check: a page of fourteen customers would take 50 ms at every rerun.
@lru_cache(maxsize=128)
def _persona(path: Path, text: str) -> Persona:
    persona = validated(Persona, yaml_mapping(path, text), path, text)
    if persona.id != path.stem:
        raise ContentError(
            path, f"the id is {persona.id!r}", f"Write {path.stem!r} or rename the file", field="id", line=1
        )
    return persona
