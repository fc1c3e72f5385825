"""Bad input, over every public function, class and method of the models.

One valid call of each stands in CALLS. From it bad ones are made, argument by argument; each must be refused with a
message that names the argument or the value. What is public is found by looking, so that what is new must be added.
"""

import importlib
import inspect
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from walt import alignment, coalitions, hypotheses, worlds
from walt.states import State, System

MODULES = (
    *("states", "threat", "alignment", "influence", "burden", "coalitions"),
    *("war", "worlds", "landscape", "evidence", "hypotheses"),
)
RNG = np.random.default_rng
TRIO = System(
    [State("Thebes", 0.1, 0.5), State("Argos", 0.1, 0.5), State("Sparta", 0.2, 0.9)],
    distance=[[0, 100, 200], [100, 0, 100], [200, 100, 0]],
    intent=[0.2, 0.3, 0.6],
)
START = [[0.2, 0.3, 0.5], [0.3, 0.3, 0.4]]
HISTORY = worlds.simulate(worlds.World(balancers=0), START, 3, RNG(1))
FACING = coalitions.Facing([[0.1, 0.2, 0.2]] * 2, [[0.5], [1.0]], [[0.6, 0.6, 0.6]] * 2)
FELT = alignment.Motives(cost=[0.02, 0.04, 0.06])
DRAWS = hypotheses.draw(5, RNG(1))
HYPOTHESIS = hypotheses.ALL[0]
THREE = [0.1, 0.2, 0.3]

SYSTEM = {"system": TRIO}
WEIGHED = {"system": TRIO, "weights": (0.4, 0.3, 0.2, 0.1)}
AGAINST = {"system": TRIO, "threatener": "Sparta", "motives": FELT}
SITUATION = {"situation": FACING, "motives": FELT}
CHOICE = {"own": THREE, "threatener": 0.3, "support": 0.2, "intent": 0.5, "motives": FELT, "spread": 0.1}
CALLS = {
    "states.State": {"name": "Thebes", "power": 0.1, "offense": 0.5},
    "states.System": {
        "states": TRIO.states,
        "distance": TRIO.distance,
        "intent": [0.2, 0.3, 0.6],
        "half_distance": 1000.0,
    },
    "states.System.index": {"self": TRIO, "name": "Sparta"},
    "states.great_circle": {"places": [[48.9, 2.4], [52.5, 13.4]]},
    "threat.Weights": {"power": 0.4, "proximity": 0.3, "offense": 0.2, "intent": 0.1},
    "threat.levels": SYSTEM,
    "threat.contributions": WEIGHED,
    "threat.perceived_threat": WEIGHED,
    "threat.arithmetic_threat": WEIGHED,
    "threat.top_threat": WEIGHED,
    "threat.changes_to_top": {**WEIGHED, "observer": "Thebes"},
    "alignment.Motives": {name: np.array(THREE) for name in alignment.Motives().values()},
    "alignment.contest": {"strength": THREE, "opponent": THREE, "decisiveness": 2},
    "alignment.utilities": CHOICE,
    "alignment.choice_probabilities": CHOICE,
    "influence.shapley_shubik": {"weights": [THREE] * 3, "quota": THREE},
    "influence.banzhaf": {"weights": [THREE] * 3, "quota": THREE},
    "burden.nash_contributions": {"wealth": [[10, 3, 2, 1]] * 3, "alpha": THREE},
    "burden.efficient_contributions": {"wealth": [[10, 3, 2, 1]] * 3, "alpha": THREE},
    "burden.volunteer_equilibrium": {"n": [2, 3, 4], "benefit": [4, 4, 4], "cost": 1},
    "burden.buck_passing": {
        "n": [2, 3, 4],
        "benefit": [4, 4, 4],
        "cost": 1,
        "believed_reliability": 0.9,
        "actual_reliability": 0.8,
    },
    "coalitions.Facing": {
        "own": [THREE] * 2,
        "reach": [[0.5], [1.0]],
        "intent": [THREE] * 2,
        "proximity": [np.ones((3, 3))] * 2,
    },
    "coalitions.facing": {"system": TRIO, "threatener": "Sparta"},
    "coalitions.profiles": {"count": 2},
    "coalitions.are_equilibria": SITUATION,
    "coalitions.logit_choices": SITUATION,
    "coalitions.equilibria": AGAINST,
    "coalitions.logit_equilibrium": AGAINST,
    "coalitions.tipping": AGAINST,
    "coalitions.best_response_path": {
        **AGAINST,
        "start": [0, 1, -1],
        "order": ["Argos", "Thebes"],
        "stay": ["Argos"],
    },
    "war.victory_probability": {"start": [1, 2, 3], "goal": [4, 4, 4], "p": 0.6},
    "war.course": {
        "power": [THREE] * 2,
        "threatener": 2,
        "intent": [[0.6]] * 2,
        "sides": [[0, 1, -1]] * 2,
        "rng": RNG(1),
        "motives": alignment.Motives(cost=[0.02, 0.04, 0.06]),
        "margin": 3,
        "defection": [0.1, 0.2],
        "battles": 20,
    },
    "war.peace": {
        "threat": [[[0, 0.3, 0.5], [0.2, 0, 0.5], [0.4, 0.4, 0]]] * 2,
        "sides": [[0, 0, -1]] * 2,
        "outcome": [1, -1],
        "ruin": [0.5, 0.9],
        "weight": [0.2, 0.3],
    },
    "worlds.World": {
        "balancers": THREE,
        "revisionists": THREE,
        "decisiveness": [1, 2, 3],
        "spoils": THREE,
        "cost": THREE,
        "believed": THREE,
    },
    "worlds.World.each": {"self": worlds.World(balancers=THREE), "runs": 3},
    "worlds.draw_strengths": {"runs": 2, "states": 3, "rng": RNG(1)},
    "worlds.simulate": {"world": worlds.World(balancers=[0, 1]), "strength": START, "rounds": 3, "rng": RNG(1)},
    "worlds.report": {"history": HISTORY},
    "worlds.tension": {"history": HISTORY},
    "worlds.sweep": {
        "worlds": [worlds.World(balancers=[0, 1])],
        "strength": START,
        "rounds": 3,
        "rng": RNG(1),
        "executor": ThreadPoolExecutor(1),
    },
    "landscape.search": {"sizes": [2, 1, 1], "propensities": [[0, 1, -1], [1, 0, -1], [-1, -1, 0]]},
    "evidence.cinc": {"components": [[3, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 2]]},
    "hypotheses.draw": {"n": 5, "rng": RNG(1)},
    "hypotheses.Hypothesis.holds": {"self": HYPOTHESIS, "draws": DRAWS},
    "hypotheses.Hypothesis.share": {"self": HYPOTHESIS, "n": 5, "rng": RNG(1)},
}
# What functions return and readers do not make; their numbers are not looked at again.
RESULTS = {
    *("burden.BuckPassing", "coalitions.Responses", "coalitions.Tipping", "war.Course", "war.Peace"),
    *("worlds.History", "worlds.Report", "landscape.Landscape", "hypotheses.Hypothesis"),
}
# Calls that look bad and are not: (function, argument, kind) and why.
GOOD = {
    ("evidence.cinc", "components", "nan"): "NaN is a component that is missing",
    ("states.great_circle", "places", "-1"): "1 degree south or west",
    (
        "influence.shapley_shubik",
        "quota",
        "-1",
    ): "a quota may be any finite number: 0 and below needs nobody",
    ("influence.banzhaf", "quota", "-1"): "as in shapley_shubik",
    ("landscape.search", "propensities", "-1"): "negative is hostile",
    ("states.State", "name", "nobody"): "a state may have any name",
    ("worlds.sweep", "worlds", "twice"): "the same world may be played twice",
    **{
        (name, argument, "wrong shape"): "of any length: it meets the other arrays in the function that takes it"
        for name in ("alignment.Motives", "worlds.World")
        for argument in CALLS[name]
    },
    ("war.peace", "outcome", "-1"): "the threatener won",
    ("coalitions.best_response_path", "order", "None"): "the order of the system",
    ("coalitions.best_response_path", "stay", "None"): "none stays",
    ("coalitions.best_response_path", "stay", "empty"): "none stays",
    ("worlds.World", "believed", "None"): "revisionists know the share that there is",
    ("worlds.sweep", "executor", "None"): "one after another, here",
    ("coalitions.Facing", "proximity", "None"): "between them distance is nothing",
}


def public() -> Iterator[tuple[str, object]]:
    """What a reader of the modules meets: functions, classes, and the methods of classes that take an argument."""
    for module_name in MODULES:
        module = importlib.import_module(f"walt.{module_name}")
        for name in getattr(module, "__all__", [name for name in vars(module) if not name.startswith("_")]):
            found = getattr(module, name)
            if not getattr(found, "__module__", "").startswith(f"walt.{module_name}"):
                continue
            if inspect.isfunction(found) or inspect.isclass(found):
                yield f"{module_name}.{name}", found
            if inspect.isclass(found):
                for method_name, method in vars(found).items():
                    takes = inspect.isfunction(method) and len(inspect.signature(method).parameters) > 1
                    if takes and not method_name.startswith("_"):
                        yield f"{module_name}.{name}.{method_name}", method


PUBLIC = dict(public())


def bad_values(value: object) -> Iterator[tuple[str, object]]:
    """Bad ones of one kind each, with a word for the kind, made from a good one."""
    if isinstance(value, str):
        yield from (("nobody", "Nobody"), ("99", 99), ("-1", -1), ("half", 1.5), ("None", None))
    elif isinstance(value, bool | dict) or not isinstance(value, int | float | list | tuple | np.ndarray):
        yield from (("None", None), ("7", 7), ("words", "words"))
    elif np.asarray(value).dtype.kind in "OU":
        yield from (("None", None), ("empty", []), ("with None", [None, *value]), ("twice", [*value, value[0]]))
    else:
        array = np.asarray(value, dtype=float)
        for kind, number in (("nan", np.nan), ("inf", np.inf), ("-inf", -np.inf), ("-1", -1.0)):
            changed = array.copy()
            changed.flat[0 if array.ndim < 2 or array.shape[0] != array.shape[-1] else 1] = number
            yield kind, changed.item() if array.ndim == 0 else changed
        longer = np.resize(array, tuple(length + 1 for length in array.shape) or (4,))
        yield from (("wrong shape", longer), ("empty", []), ("None", None), ("words", "words"), ("true", True))


BAD = [
    (name, argument, kind, bad)
    for name, arguments in CALLS.items()
    for argument, good in arguments.items()
    if argument != "self"
    for kind, bad in bad_values(good)
]


def holds_nan(result: object) -> bool:
    if is_dataclass(result):
        return any(holds_nan(getattr(result, each.name)) for each in fields(result))
    if isinstance(result, dict | list | tuple):
        return any(map(holds_nan, result.values() if isinstance(result, dict) else result))
    return isinstance(result, float | np.ndarray) and np.asarray(result).dtype.kind == "f" and np.isnan(result).any()


def test_all_that_is_public_is_in_the_table():
    assert {*CALLS, *RESULTS} == set(PUBLIC)


@pytest.mark.parametrize("name", CALLS)
def test_the_table_gives_every_argument(name):
    assert {"self", *CALLS[name]} == {"self", *inspect.signature(PUBLIC[name]).parameters}


@pytest.mark.parametrize("name", CALLS)
def test_a_valid_call_returns_no_nan(name):
    assert not holds_nan(PUBLIC[name](**CALLS[name]))


@pytest.mark.parametrize("name, argument, kind, bad", BAD, ids=lambda each: each if isinstance(each, str) else "")
def test_a_bad_call_is_refused_by_name(name, argument, kind, bad):
    call = {**CALLS[name], argument: bad}
    if (name, argument, kind) in GOOD:
        assert not holds_nan(PUBLIC[name](**call))
        return
    with pytest.raises((TypeError, ValueError)) as refused:
        PUBLIC[name](**call)
    message = str(refused.value)
    words = {argument.rstrip("s"), repr(bad)} | ({repr(bad[0])} if isinstance(bad, list) and bad else set())
    if kind == "wrong shape":  # of two that do not go together either may be meant
        words |= {*call, "shape"}
    assert any(word in message for word in words), message
    assert not re.search(r"operand|unpack|iterable|0-dim|ambiguous|scalar|too deep|substring", message), "not our words"


def test_exceptions_are_of_calls_that_are_made():
    assert {(name, argument) for name, argument, _ in GOOD} <= {(name, argument) for name, argument, *_ in BAD}
