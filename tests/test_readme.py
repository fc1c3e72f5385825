"""The README's map is the tree: what it names is there, and what is there it names."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def mapped() -> list[str]:
    """The paths that the section "What is where" names, each in backquotes before its description."""
    section = README.split("## What is where")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return [path for row in rows for path in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("path", mapped())
def test_what_the_map_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_map_names_all_there_is() -> None:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listing.returncode:
        pytest.skip("not a git checkout, so there is no list of what belongs to the project")
    tracked = {line.partition("/")[0] for line in listing.stdout.splitlines()}
    assert tracked == {path.rstrip("/").partition("/")[0] for path in mapped()}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make (\w+)", README))))
def test_the_commands_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_links_into_the_tree_hold() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
