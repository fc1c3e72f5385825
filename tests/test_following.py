"""Followers on a course and after a push, against best responses written out one state at a time."""

from __future__ import annotations

import numpy as np
import pytest

from walt import cases
from walt.alignment import Motives, utilities
from walt.chapters import following
from walt.coalitions import BALANCE, BANDWAGON, THREATENER
from walt.states import System

EUROPE = cases.load("europe-1914").system
GERMANY = EUROPE.index("Germany")


def best(system: System, profile: list[int], i: int, motives: Motives) -> np.ndarray:
    """What each choice is worth to a state: the sums of the model, written out."""
    near = 2.0 ** (-system.distance[i] / 2000)
    others = [k for k in range(len(system)) if k not in (i, GERMANY)]
    against = sum(system.power[k] * near[k] for k in others if profile[k] == BALANCE)
    joined = sum(system.power[k] * near[k] for k in others if profile[k] == BANDWAGON)
    joined += system.power[GERMANY] * near[GERMANY] * system.offense[GERMANY]
    return utilities(system.power[i], joined, against, system.intent[i, GERMANY], motives)


def settle(system: System, start: list[int], choosing: list[int], motives: Motives) -> list[int]:
    profile = list(start)
    for _ in range(100):
        before = list(profile)
        for i in choosing:
            worth = best(system, profile, i, motives)
            if worth[profile[i]] < worth.max() - 1e-12:
                profile[i] = int(worth.argmax())
        if profile == before:
            return profile
    raise AssertionError("does not settle")


OTHERS = [i for i in range(len(EUROPE)) if i != GERMANY]


@pytest.mark.parametrize("spoils", [0.0, 0.2])
def test_a_course_goes_on_from_where_the_states_stood(spoils: float):
    powers, motives = (0.6, 0.4, 0.28, 0.26, 0.1, 0.4), Motives(spoils=spoils)
    found = following.course(EUROPE, "Germany", powers, motives)
    profile = [THREATENER if i == GERMANY else BANDWAGON for i in range(len(EUROPE))]
    for power, row in zip(powers, found, strict=True):
        profile = settle(following.with_power(EUROPE, "Germany", power), profile, OTHERS, motives)
        assert row.tolist() == profile


@pytest.mark.parametrize("over", [[], ["Serbia", "Turkey"], ["Britain"], ["Britain", "Russia"]])
def test_who_is_pushed_stays_and_the_others_respond(over: list[str]):
    pushed, motives = [EUROPE.index(name) for name in over], Motives(appeasement=0.5, spoils=0.5)
    start = [BANDWAGON if i in pushed else THREATENER if i == GERMANY else BALANCE for i in range(len(EUROPE))]
    expected = settle(EUROPE, start, [i for i in OTHERS if i not in pushed], motives)
    assert following.pushed(EUROPE, "Germany", pushed, motives).tolist() == expected


def test_only_what_is_to_change_changes():
    other = following.with_power(EUROPE, "Germany", 0.4)
    assert other.power[GERMANY] == 0.4
    assert (np.delete(other.power, GERMANY) == np.delete(EUROPE.power, GERMANY)).all()
    assert (other.intent == EUROPE.intent).all() and (other.offense == EUROPE.offense).all()
    alike = following.seen_alike(EUROPE, "Germany", 0.6)
    assert np.delete(alike.intent[:, GERMANY], GERMANY).tolist() == [0.6] * 9 and alike.intent[GERMANY, GERMANY] == 0
    assert (np.delete(alike.intent, GERMANY, axis=1) == np.delete(EUROPE.intent, GERMANY, axis=1)).all()
