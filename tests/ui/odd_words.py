"""Words that Markdown, HTML or Streamlit would read as something else, and a customer who is full of them."""

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
ODD = (
    "<b>bold</b> <img src=x onerror=alert(1)> **strong** _thin_ `code` $x^2$ :red[blood] :smile: "
    "[evil](http://evil.example) www.evil.example &lt;tag&gt; -> # head"
)
ODD_NAME = ":smile:<i>*Zo*$a$</i>->www.evil.example"


def write_odd_persona(data_dir: Path) -> str:
    """Write the customer into a data folder and return their id."""
    persona = yaml.safe_load((ROOT / "personas/irate-diner.yaml").read_text())
    persona["id"] = "odd"
    persona["identity"]["name"] = f"{ODD_NAME} Last"
    persona["situation"] = ODD
    persona["briefing"] = {"role": ODD, "company": ODD, "history": [ODD], "policy": [ODD]}
    persona["opening"] = [ODD]
    folder = data_dir / "personas"
    folder.mkdir(parents=True)
    (folder / "odd.yaml").write_text(yaml.safe_dump(persona))
    return "odd"
