"""Sections of docs/benchmarks.md that the benchmarks write."""

import pathlib
import re


def write_section(path, name, lines):
    """Puts lines between the markers `<!-- name -->` of a file, and prints them."""
    file = pathlib.Path(path)
    section = "\n".join([f"<!-- {name} -->", "", *lines, "", f"<!-- /{name} -->"])
    pattern = f"<!-- {name} -->.*<!-- /{name} -->"
    text, count = re.subn(pattern, lambda _: section, file.read_text(), flags=re.S)
    if count != 1:
        raise SystemExit(f"{path}: no section {name}")
    file.write_text(text)
    print("\n".join(lines))


def table(header, rows):
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]
