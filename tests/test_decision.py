"""The decision scene: what it shows, where it is alive, and what is said of a file that is none."""

from __future__ import annotations

import re
from pathlib import Path

import ipywidgets as widgets
import pytest
from found import ROOT, decisions

from walt.explorable import Decision, decision, theme

GOOD = decision.__doc__.split("The file is TOML::")[1].split("Roles are")[0].replace("\n    ", "\n")
MODEL = {"aside": 0.7, "balance": 0.3}
PARTS = ("Sir Edward Grey", "since yesterday", "march through Belgium", "What do you do?", "Otte 2014.")
OUTCOME = ("Twice as strong.", "nothing of Belgium", "on 4 August.", "entered Belgium", "Four years", "for Belgium or")


@pytest.fixture
def scene(tmp_path: Path) -> Decision:
    path = tmp_path / "london-1914.toml"
    path.write_text(GOOD, encoding="utf-8")
    return Decision(path, MODEL, "Twice as strong.")


def test_all_of_it_is_in_the_page(scene: Decision) -> None:
    html = scene.html()
    for text in (*PARTS, *OUTCOME):
        assert html.count(text) == 1, text
    assert re.findall(r'disabled aria-pressed="false" data-role="(\w+)">([^<]+)<', html) == [
        ("balance", "Stand with France and Russia"),
        ("aside", "Stay out"),
    ]
    yours = re.findall(r'<div class="yours" data-role="(\w+)"><dt>You</dt><dd><p><span class="role (\w+)">', html)
    assert yours == [("balance", "balance"), ("aside", "aside")]
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(set(ids)) == len(ids) and set(re.findall(r'aria-labelledby="([^"]+)"', html)) <= set(ids)


def test_the_model_says_the_likeliest_first(scene: Decision) -> None:
    says = re.search(r"<dt>The model</dt><dd><p>(.*?)</p>", scene.html())[1]
    assert re.sub("<[^>]+>", "", says) == "standing aside 70 %, balancing 30 %"


def test_what_the_author_wrote_is_text(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(GOOD.replace("Stay out", "Stay <b>out</b> & wait"), encoding="utf-8")
    html = Decision(path, MODEL, "<i>").html()
    assert "Stay &lt;b&gt;out&lt;/b&gt; &amp; wait" in html and "&lt;i&gt;" in html


def test_where_it_is_alive(scene: Decision, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORABLE", "bake")
    shown = scene._repr_mimebundle_()
    assert shown == {
        "text/plain": "Decision 'london-1914': London, 2 August 1914. What do you do?",
        "text/html": scene.html(),
    }
    monkeypatch.setenv("EXPLORABLE", "still")
    still = scene._repr_mimebundle_()
    assert set(still) == {"text/plain", "text/html"} and "<button" not in still["text/html"]
    assert all(text in still["text/html"] for text in (*PARTS, *OUTCOME))
    assert still["text/html"].index("<details>") < still["text/html"].index("Twice as strong.")
    monkeypatch.delenv("EXPLORABLE")
    assert "application/vnd.jupyter.widget-view+json" in scene._repr_mimebundle_()


def test_live_a_choice_is_answered_at_once_and_can_be_changed(scene: Decision) -> None:
    _, _, stand, stay, outcome, _ = scene._widget().children
    assert isinstance(stand, widgets.Button) and outcome.value == ""
    stay.click()
    assert "Stay out." in outcome.value and all(text in outcome.value for text in OUTCOME)
    stand.click()
    assert "Stand with France and Russia." in outcome.value and "Stay out." not in outcome.value


BAD = {
    "broken TOML": (GOOD.replace("[model]", "[model"), "is no valid TOML"),
    "unknown key": (GOOD.replace("you =", "yuo ="), r"yuo: unknown key; a scene has title, you, known"),
    "missing": (re.sub("disputed = .*", "", GOOD), r"record\.disputed: missing; add it"),
    "empty": (GOOD.replace('"Four years of war."', '""'), r"record\.after: must not be empty; write a sentence"),
    "nothing known": (re.sub(r"known = .*\]", "known = []", GOOD, count=1), "known: .*at least 1"),
    "one option": (re.sub(r'\[\[option\]\]\nrole = "aside".*?\n\n', "", GOOD, flags=re.S), "option: needs two or more"),
    "a role twice": (GOOD.replace('role = "aside"', 'role = "balance"'), "option: .*each with a role of its own"),
    "no such role": (GOOD.replace('role = "aside"', 'role = "neutral"'), r"option\.2\.role: .*'balance', 'aside'"),
    "done is none": (
        GOOD.replace('[record]\nrole = "balance"', '[record]\nrole = "bandwagon"'),
        r"record\.role is 'bandwagon', which no option has: add the option that was taken",
    ),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_a_bad_file_is_named_with_place_and_cure(text: str, said: str, tmp_path: Path) -> None:
    assert text != GOOD
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said) as refused:
        Decision(path, MODEL, "Twice as strong.")
    assert str(refused.value).startswith(str(path))


def test_a_file_that_is_not_there_or_misnamed_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.toml: no such file; give the path from the notebook's"):
        Decision("nowhere.toml", MODEL, "")
    path = tmp_path / "Italy 1915.toml"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(ValueError, match="small letters, digits and hyphens, such as"):
        Decision(path, MODEL, "")


@pytest.mark.parametrize("model", [{"balance": 1.0}, {"balance": 0.5, "aside": 0.6}, MODEL | {"bandwagon": 0.0}])
def test_a_model_that_is_none_is_refused(model: dict[str, float], tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(ValueError, match=r"x: model is .*: give each of balance, aside, together 1"):
        Decision(path, model, "")


def test_roles_are_those_of_the_theme() -> None:
    assert set(decision.DOING) == set(theme.ROLES) - {"threat"}


def test_every_scene_of_the_book_is_shown_somewhere() -> None:
    files = {path.stem for path in (ROOT / "book" / "decisions").glob("*.toml")}
    assert {scene.name for scenes in decisions().values() for scene in scenes} == files
