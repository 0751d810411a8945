"""The pages: each file draws one."""

from pathlib import Path

FOLDER = Path(__file__).parent
