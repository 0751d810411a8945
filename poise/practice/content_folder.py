"""Where the content stands: the folder that was set, else this checkout, else the copy that the wheel carries."""

from pathlib import Path

from poise.conversation.errors import SettingsError

PACKAGE = Path(__file__).resolve().parents[1]


def find_content(wanted: Path | None) -> Path:
    """Return the folder that holds `personas/` and `prompts/`. Raises SettingsError where there is none."""
    if wanted is not None:
        if not _holds_content(wanted):
            raise SettingsError(
                f"POISE_CONTENT_DIR: {wanted} holds no folders personas and prompts. Name one that does"
            )
        return wanted
    for folder in (PACKAGE.parent, PACKAGE / "_content"):
        if _holds_content(folder):
            return folder
    raise SettingsError(
        "No content was installed with Poise. Set POISE_CONTENT_DIR to a folder with personas and prompts"
    )


def _holds_content(folder: Path) -> bool:
    return (folder / "personas").is_dir() and (folder / "prompts").is_dir()
