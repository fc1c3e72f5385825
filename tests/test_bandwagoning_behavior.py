"""Chapter 3's figures, against values worked by hand in the comments."""

from __future__ import annotations

import functools
from typing import Any

import matplotlib
import pytest
from found import ROOT
from matplotlib.colors import to_hex

from walt.chapters import bandwagoning_behavior as chapter
from walt.explorable import Explorable
from walt.explorable.theme import PAINT

RECRUITS, DECLINE, DOMINOES = (
    functools.cache(make)
    for make in (chapter.appeasement_and_spoils, chapter.what_a_decline_does, chapter.falling_dominoes)
)


def words_on(explorable: Explorable, **state: Any) -> list[str]:
    return [text.get_text() for text in explorable.figure(**state).findobj(matplotlib.text.Text)]


def filled(explorable: Explorable, **state: Any) -> list[list[bool]]:
    """In each plane, whether the weak and the strong state are filled with the bandwagoner's hue."""
    found = []
    for ax in explorable.figure(**state).axes:
        circles = {
            line.get_xdata()[0]: to_hex(line.get_markerfacecolor()) for line in ax.lines if line.get_marker() == "o"
        }
        found.append([circles[own] == PAINT["bandwagon"] for own in (chapter.WEAK, chapter.STRONG)])
    return found


# Threatener 3, opponents 1, intent .3, decisiveness 1.5; 1.1^1.5 = 1.1537, 3^1.5 = 5.1962, 3.1^1.5 = 5.4581.
# The weak state, .1: P_b = 1.1537 / 6.3499 = .1817, P_n = 1 / 6.1962 = .1614, P_w = 5.4581 / 6.4581 = .8452,
#   L = 1 / (1 + (.1 / 3)^1.5) = .9939, q = .2485
#   balance      1 - .3 (1 - .7515 * .1817) - .04 + .15 * .0203        = .7040
#   stand aside  1 - .3 * .9939 (1 - .5 * .1614)                       = .7259
#   bandwagon    1 - .3 * .8452 - .35 * .1548 - .02                    = .6723
#     with appeasement .5: + .5 * .3 * .7 * .8452 = .0887              = .7610, best
#     with spoils .5:      + .5 * .8452 * .1 / 3.1 = .0136             = .6859
# The strong state, 2: P_b = .5, P_w = 5^1.5 / (5^1.5 + 1) = .9179, L = 1 / (1 + (2 / 3)^1.5) = .6475, q = .1619
#   balance      1 - .3 (1 - .8381 * .5) - .04 + .15 * .3386           = .8365
#   bandwagon    1 - .3 * .9179 - .35 * .0821 - .02                    = .6759
#     with appeasement .5: + .5 * .21 * .9179 = .0964                  = .7723
#     with spoils .5:      + .5 * .9179 * 2 / 5 = .1836                = .8595, best
def test_appeasement_recruits_the_weak_and_spoils_the_strong():
    explorable = RECRUITS()
    assert explorable.start == {"intent": 0.3, "motive": 0.5}
    assert filled(explorable) == [[False, False], [True, False], [False, True], [True, True]]
    assert explorable.sentence().endswith(
        "appeasement alone recruits the weak state, spoils alone the strong state, the two together both states."
    )
    assert explorable.prediction.answers[1] == "the strong one"


def test_nobody_appeases_the_unalterably_aggressive_or_the_harmless():
    explorable = RECRUITS()
    for intent in (0, 1):  # appeasement times 0
        assert "appeasement alone recruits neither state" in explorable.sentence(intent=intent, motive=0.8)
        assert words_on(explorable, intent=intent, motive=0.8).count("nobody") == 2
    assert words_on(explorable, intent=0.5).count("nobody") == 1


# Where nothing is to be feared (intent 0), the strong join for spoils as soon as they bring more than they cost:
# bandwagon 1 - .35 (1 - P_w) - .02 + motive * P_w * 2 / 5 against standing aside at 1: with P_w = .9179 it takes a
# motive of (.35 * .0821 + .02) / .3672 = .133, and balancing, 1 - .04 + .15 * .3386 = 1.0108, lifts that to .163.
def test_the_harmless_are_joined_for_gain_by_the_strong():
    for motive in (0.2, 0.8):
        assert "spoils alone the strong state" in RECRUITS().sentence(intent=0, motive=motive)


# Where four follow and Germany has 28 or 26 %, Britain (.1379, intent .8) meets support of .0279 (Japan and the United
# States, far off) and a threatener of .2242 or .2124.
#   at 28 %: P_b = p(.1658, .2242) = .3887, P_n = .0421, L = .6746, q = .1687
#     balance 1 - .8 (1 - .8313 * .3887) - .04 + .15 * .3466 = .4705, aside 1 - .8 * .6746 (1 - .5 * .0421) = .4717
#   at 26 %: P_b = .4081, P_n = .0454, L = .6565, q = .1641
#     balance 1 - .8 (1 - .8359 * .4081) - .04 + .15 * .3627 = .4873, aside 1 - .8 * .6565 (1 - .5 * .0454) = .4867
# So at 26 % Britain resists. That is enough for Russia and Italy, and they are enough for the rest.
def test_the_following_holds_to_28_per_cent_and_is_gone_at_26():
    explorable = DECLINE()
    assert "has 4 followers (Austria-Hungary, Italy, Serbia and Turkey) as it falls" in explorable.sentence(power=28)
    assert "has no follower as it falls, no follower as it recovers" in explorable.sentence(power=24)
    for power in (28, 40, 60):
        assert "Most leave at 26 %: 4 at once." in explorable.sentence(power=power)


def test_what_broke_does_not_come_back():
    said = DECLINE().sentence(power=60)
    assert said.startswith("With 60 % of the world’s power, Germany has 7 followers (")
    assert "2 followers (Italy and Serbia) as it recovers" in said and said.endswith("it has 2, where it had 7.")
    assert DECLINE().prediction.answers[2] == "two of the seven"
    words = words_on(DECLINE(), power=40)
    assert "at 40 %" in words and words.count("bandwagons") == 2
    assert [words[place + 1] for place, word in enumerate(words) if word == "bandwagons"] == ["4", "1"]


# Five are with Germany: before France (.0747, intent .9) stand .9 * .1167 + .0163 + .0012 + .0055 + .0011 + .0476 =
# .1767, with it .1104 + .0525 + .0244 = .1872.
#   P_b = p(.2619, .1767) = .6434, P_n = .5216, P_w = p(.2514, .1872) = .6089, L = .7845, q = .1961
#   balance      1 - .9 (1 - .8039 * .6434) - .04 + .15 * .1218                                = .5437, best
#   stand aside  1 - .9 * .7845 (1 - .5 * .5216)                                               = .4781
#   bandwagon    1 - .9 (1 - .5 * .1) * .6089 - .35 * .3911 - .02 + .2 * .6089 * .0747 / .2514 = .3587
def test_five_weak_dominoes_draw_nobody():
    explorable = DOMINOES()
    said = explorable.sentence()
    assert said == (
        "Pushed: Serbia, Turkey, Italy, Japan and Austria-Hungary, with 14.0 % of the world’s power. "
        "Of the others nobody follows. Against Germany: 4; aside: nobody."
    )
    assert explorable.prediction.answers[2] == "none of them"
    assert words_on(explorable).count("pushed") == 5 and "follows" not in words_on(explorable)


def test_one_giant_draws_all_if_the_motives_are_strong():
    strong = {"order": "heaviest", "pushed": 1, "motives": "both .50"}
    assert words_on(DOMINOES(), **strong).count("follows") == 8
    assert "Against Germany: nobody; aside: nobody." in DOMINOES().sentence(**strong)


@pytest.mark.parametrize("order", ["weakest", "nearest", "heaviest"])
def test_without_a_motive_no_domino_falls(order: str):
    for pushed in range(7):
        said = DOMINOES().sentence(order=order, pushed=pushed, motives="neither")
        assert "nobody follows" in said or "of its own accord: nobody" in said


# Rome, 1915: 6.24 % * 2^-(967 / 2000) * .3 = 1.34 % of Austria-Hungary, with Germany's 15.11 % * 2^-(1383 / 2000) =
# 9.36 % and Turkey's .90 % * 2^-(1374 / 2000) = .56 %: 11.25 %. Against it France's 7.92 % * 2^-(1307 / 2000) =
# 5.03 %, Britain's 15.02 % * 2^-(1734 / 2000) = 8.23 %, Russia's 12.33 % * 2^-(2345 / 2000) = 5.47 % and Serbia's
# .10 %: 18.84 %. Italy adds 3.40 %.
def test_italy_s_choice(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT / "book")
    scene = chapter.italy_1915()
    assert "As felt in Rome, 11.3 % of the world’s power threatens, 18.8 % stands against" in scene.because
    assert {role: round(likely, 2) for role, likely in scene.model.items()} == {
        "balance": 0.61, "aside": 0.26, "bandwagon": 0.13
    }  # fmt: skip
    told = " ".join([*scene.scene.known, *scene.scene.unknown, scene.scene.you, scene.scene.question])
    assert not any(later in told for later in ("Gorlice", "May", "Caporetto", "Bulgaria"))  # not known on 26 April
