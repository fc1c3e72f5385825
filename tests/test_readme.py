"""The README's map is the tree: what it names is there, and what is there it names."""

import doctest
import re
import subprocess
import textwrap
from pathlib import Path

import pytest
from found import run

from walt.explorable import baking

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


def blocks() -> list[str]:
    """The Python that the section on explorables shows."""
    section = README.split("## Write an explorable")[1].split("\n## ")[0]
    return [textwrap.dedent(block) for block in re.findall(r"^ *```python\n(.*?)^ *```", section, re.M | re.S)]


def test_the_example_is_ten_lines_that_bake(monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = blocks()
    assert len([line for line in first.splitlines() if line.strip()]) <= 10
    explorable = run(first, {"__name__": "__main__"}, "README")
    # 16 % halve to 8 at 2,000 km: the half distance of walt.states
    assert explorable.sentence(distance=2000) == "Of a power that holds 16 % of the world, 8.0 % arrive at 2,000 km."
    monkeypatch.setenv("EXPLORABLE", "bake")
    assert "<svg" in explorable._repr_mimebundle_()["text/html"]


def test_the_example_bakes_with_a_stage_and_a_prediction() -> None:
    first, second = blocks()
    prediction = re.search(r"`prediction=(Prediction\(.*?\))`", README)[1]
    *_, show = first.strip().splitlines()
    asked = show.replace("name=", f"stage=stage, prediction={prediction}, name=")
    code = "\n".join([first.replace(show, ""), "from walt.explorable import Prediction", second, asked])
    explorable = run(code, {"__name__": "__main__"}, "README")
    assert 'class="answer"' in str(baking.bake(explorable)["svg"])
    assert explorable.prediction.answers == ("2 %", "8 %", "14 %")


def test_the_models_answer_as_shown() -> None:
    section = README.split("## Use the models alone")[1].split("\n## ")[0]
    examples = doctest.DocTestParser().get_doctest(section, {}, "README", "README.md", 0)
    assert len(examples.examples) == 4
    assert doctest.DocTestRunner().run(examples).failed == 0
