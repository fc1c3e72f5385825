"""The quiz: what it shows, where it is alive, and what is said of a file that is none."""

from __future__ import annotations

import re
from pathlib import Path

import ipywidgets as widgets
import pytest

from walt.explorable import Quiz

GOOD = """
[[item]]
question = "Which <source> is a matter of belief?"

[[item.option]]
text = "Proximity & power"
feedback = "Distance can be measured."

[[item.option]]
text = "Intentions"
right = true
feedback = "Others can only \\"read\\" them."
"""


@pytest.fixture
def quiz(tmp_path: Path) -> Quiz:
    path = tmp_path / "04-threat.toml"
    path.write_text(GOOD, encoding="utf-8")
    return Quiz(path)


def test_each_option_is_a_native_button_with_its_feedback(quiz: Quiz) -> None:
    html = quiz.html()
    assert "<legend>Which &lt;source&gt; is a matter of belief?</legend>" in html
    assert html.count('type="radio"') == 2 and len(set(re.findall(r'name="([^"]+)"', html))) == 1
    described, ids = re.findall(r'aria-describedby="([^"]+)"', html), re.findall(r'\bid="([^"]+)"', html)
    assert described == ids and len(set(ids)) == 2
    wrong, right = html.split('class="option"')[1:]
    assert "Proximity &amp; power" in wrong and "Not this one." in wrong and "Distance can be measured." in wrong
    assert "Right." in right and "only &quot;read&quot; them" in right
    assert "checked" not in html


def test_where_it_is_alive(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORABLE", "bake")
    assert quiz._repr_mimebundle_() == {"text/plain": "Quiz '04-threat': 1 questions", "text/html": quiz.html()}
    monkeypatch.setenv("EXPLORABLE", "still")
    still = quiz._repr_mimebundle_()
    assert set(still) == {"text/plain", "text/html"}
    assert "Intentions" in still["text/html"] and "only" not in still["text/html"]
    monkeypatch.delenv("EXPLORABLE")
    assert "application/vnd.jupyter.widget-view+json" in quiz._repr_mimebundle_()


def test_live_an_answer_is_told_at_once(quiz: Quiz) -> None:
    _, choice, feedback = quiz._widget().children
    assert isinstance(choice, widgets.RadioButtons) and choice.value is None and feedback.value == ""
    choice.value = 0
    assert "Not this one." in feedback.value and "Distance can be measured." in feedback.value
    choice.value = 1
    assert "Right." in feedback.value and "Distance" not in feedback.value


BAD = {
    "broken TOML": (GOOD.replace("[[item]]", "[[item"), "is no valid TOML: .*line 2"),
    "no right option": (GOOD.replace("right = true", ""), r"item\.1\.option: needs two or more options, one of them"),
    "two right": (GOOD.replace('power"', 'power"\nright = true'), "one of them with right = true"),
    "one option": (
        GOOD[: GOOD.index("[[item.option]]")] + GOOD[GOOD.rindex("[[item.option]]") :],
        "two or more options",
    ),
    "unknown key": (
        GOOD.replace("right =", "rigth ="),
        r"item\.1\.option\.2\.rigth: unknown key; .* feedback and right",
    ),
    "empty text": (GOOD.replace('"Intentions"', '" "'), r"item\.1\.option\.2\.text: must not be empty"),
    "empty question": (re.sub(r'question = ".*"', 'question = ""', GOOD), r"item\.1\.question: must not be empty"),
    "no feedback": (re.sub("feedback = .*", "", GOOD, count=1), r"item\.1\.option\.1\.feedback: missing"),
    "text for true": (GOOD.replace("right = true", 'right = "yes"'), r"item\.1\.option\.2\.right: .*boolean"),
    "number for text": (GOOD.replace('"Intentions"', "3"), r"item\.1\.option\.2\.text: .*string"),
    "empty file": ("", "item: missing; add it"),
    "no item": ("item = []", "item: .*at least 1"),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_a_bad_file_is_named_with_place_and_cure(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said) as refused:
        Quiz(path)
    assert str(refused.value).startswith(str(path))


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        FileNotFoundError, match=r"nowhere\.toml: no such file; give the path from the notebook's folder"
    ):
        Quiz("nowhere.toml")
    (tmp_path / "latin.toml").write_bytes('question = "Qui\xe9t"'.encode("latin-1"))
    with pytest.raises(ValueError, match=r"latin\.toml is no valid TOML"):
        Quiz(tmp_path / "latin.toml")
