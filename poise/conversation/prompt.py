"""A prompt: one Markdown file with a header and a body with `$name` variables."""

from pathlib import Path
from string import Template
from typing import Literal

from pydantic import BaseModel, ConfigDict

from poise.conversation.errors import ContentError
from poise.conversation.yaml_file import fingerprint, read_text, validated, yaml_mapping


class PromptHeader(BaseModel):
    """The header: who the prompt is for and which variables its body may use."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: int
    role: Literal["customer", "critic", "coach"]
    variables: tuple[str, ...] = ()


class Prompt(BaseModel):
    """A checked prompt; `version` names it in results as id, version and hash."""

    model_config = ConfigDict(frozen=True)

    file: str
    header: PromptHeader
    body: str
    hash: str

    @property
    def version(self) -> str:
        """Return `id@version#hash`, the form in which results name the prompt."""
        return f"{self.header.id}@{self.header.version}#{self.hash}"

    def render(self, **values: str) -> str:
        """Return the body with every variable filled, in a single pass.

        Raises ContentError that names all missing and all unknown variables at once.
        """
        wanted = set(self.header.variables)
        if problem := _difference("variables", wanted, set(values)):
            raise ContentError(
                self.file, problem, "Give exactly the variables that the header lists", field="variables"
            )
        return Template(self.body).substitute(values).strip()


def load_prompt(path: Path) -> Prompt:
    """Read and check one prompt file.

    Raises ContentError where the header is missing or wrong, or the body uses other variables than the header lists.
    """
    text = read_text(path)
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ContentError(
            path, "the header is missing", "Begin the file with --- , id, version, role, variables, --- "
        )
    above = "\n" + parts[1]  # the line of dashes, so that faults name the line of the file
    header = validated(PromptHeader, yaml_mapping(path, above), path, above)
    template = Template(parts[2])
    if not template.is_valid():
        raise ContentError(path, "a $ stands where no variable is meant", "Write $$ for a dollar sign", field="body")
    if problem := _difference("variables", set(header.variables), set(template.get_identifiers())):
        raise ContentError(path, f"header and body differ: {problem}", "List what the body uses", field="variables")
    return Prompt(file=str(path), header=header, body=parts[2], hash=fingerprint(text))


def _difference(noun: str, wanted: set[str], given: set[str]) -> str:
    missing, unknown = sorted(wanted - given), sorted(given - wanted)
    return "" if not missing and not unknown else f"{noun} missing: {missing}, unknown: {unknown}"
