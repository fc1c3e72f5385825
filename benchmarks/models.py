"""Measures the models beside their peers, prints the tables and writes them into README.md.

    pip install ".[bench]"
    python benchmarks/models.py

Takes about a minute. Stops if a peer comes to another result than we do.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nashpy
import numpy as np
from others import mesa_runs, plain_landscape

from walt import burden, landscape, worlds

README = Path(__file__).parent / "README.md"
ROUNDS = 7  # the fastest of them counts, ours and the peer's in turn
RUNS, STATES, LENGTH = 1000, 20, 50
FEW = 50  # runs that Mesa plays
WORLDS = {
    "a bandwagoning world": worlds.World(0),
    "one with a fifth of balancers": worlds.World(0.2),
    "a balancing world": worlds.World(1),
    "a balancing world that believes otherwise": worlds.World(1, believed=0),
}
#: Heavy things that a model must not load.
HEAVY = ("matplotlib", "ipywidgets", "pydantic")
MODELS = "alignment, burden, coalitions, evidence, hypotheses, influence, landscape, states, threat, war, worlds"

Rows = Iterator[tuple[str, ...]]


def simulating() -> Rows:
    """State-updates a second, ours and Mesa's."""
    start = worlds.draw_strengths(RUNS, STATES, np.random.default_rng(1))
    for name, world in WORLDS.items():
        ours, theirs, least = in_turn(
            lambda world=world: worlds.simulate(world, start, LENGTH, np.random.default_rng(2)),
            lambda world=world: mesa_runs(world, start[:FEW], LENGTH, np.random.default_rng(2)),
            lambda world=world: mesa_runs(world, start[:FEW], LENGTH, np.random.default_rng(2), collecting=False),
        )
        end = worlds.simulate(world, start[:FEW], LENGTH, np.random.default_rng(2)).strength[:, -1]
        check(np.allclose(end, mesa_runs(world, start[:FEW], LENGTH, np.random.default_rng(2)), atol=1e-9), name)
        fast, slow, forgetful = (
            count * STATES * LENGTH / spent for count, spent in ((RUNS, ours), (FEW, theirs), (FEW, least))
        )
        peers = (power_of_ten(slow), f"{fast / slow:,.0f}", power_of_ten(forgetful), f"{fast / forgetful:,.0f}")
        yield (name, power_of_ten(fast), *peers)


def growing() -> Rows:
    """Nanoseconds a state-update over sizes: even where the cost is linear."""
    world = WORLDS["one with a fifth of balancers"]
    for runs in (500, 1000, 2000, 4000, 8000):
        start = worlds.draw_strengths(runs, STATES, np.random.default_rng(1))
        cells = []
        for length in (25, 50, 100, 200):
            spent = alone(lambda start=start, t=length: worlds.simulate(world, start, t, np.random.default_rng(2)))
            cells.append(f"{spent * 1e9 / (runs * length * STATES):.1f}")
        yield (f"{runs:,} runs", *cells)


def others() -> Rows:
    """The rest, each row: what, ours, the peer's, the goal."""
    rng = np.random.default_rng(1)
    sizes, wishes = rng.random(20), rng.normal(size=(20, 20))
    spent = alone(lambda: landscape.search(sizes, wishes))
    yield ("landscape of 20 actors, 524,288 configurations (s)", f"{spent:.2f}", "–", "2")
    yield ("the same, memory at most (MB)", f"{memory_of_landscape():,.0f}", "–", "1,000")
    sizes, wishes = sizes[:11], wishes[:11, :11]
    ours, theirs = in_turn(
        lambda: landscape.search(sizes, wishes), lambda: plain_landscape(sizes.tolist(), wishes.tolist())
    )
    found = landscape.search(sizes, wishes)
    energy, minimum, basin = plain_landscape(sizes.tolist(), wishes.tolist())
    check(np.allclose(found.energy, energy), "energy")
    check(found.is_minimum.tolist() == minimum and found.basin.tolist() == basin, "minima and basins")
    yield ("landscape of 11 actors (ms), beside plain Python", f"{ours * 1e3:.1f}", f"{theirs * 1e3:,.0f}", "–")
    yield volunteers()
    yield from importing()
    yield sweeping()


def volunteers() -> tuple[str, ...]:
    """Volunteer's dilemmas of two, solved one by one by nashpy's support enumeration and all at once by the formula."""
    cost = np.random.default_rng(1).uniform(0.05, 0.95, 10_000)
    ours, theirs = in_turn(
        lambda: burden.volunteer_equilibrium(2, 1, cost), lambda: [solved(each) for each in cost[:200]]
    )
    check(np.allclose([solved(each) for each in cost[:200]], burden.volunteer_equilibrium(2, 1, cost[:200])), "nashpy")
    rates = (power_of_ten(len(cost) / ours), power_of_ten(200 / theirs))
    return ("volunteer's dilemmas of two solved a second, beside nashpy", *rates, "–")


def solved(cost: float) -> float:
    """The probability of acting in the mixed equilibrium of two volunteers, by nashpy."""
    game = np.array([[1 - cost, 1 - cost], [1, 0]])
    return next(row[0] for row, _ in nashpy.Game(game, game.T).support_enumeration() if 0 < row[0] < 1)


def importing() -> Rows:
    """Milliseconds to import, each in a fresh interpreter, in turn; fails where something heavy comes along."""
    names = {"numpy": "numpy", "walt": "walt", "models": ", ".join(f"walt.{model}" for model in MODELS.split(", "))}
    spent: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(4 * ROUNDS):
        for name, modules in names.items():
            seconds, loaded = fresh(
                f"import time; t = time.perf_counter(); import {modules}; t = time.perf_counter() - t; import sys; "
                f"found = (t, [name for name in {HEAVY!r} if name in sys.modules])"
            )
            check(not loaded, f"import {modules} loads {loaded}")
            spent[name].append(seconds * 1e3)
    numpy_, walt_, models = (min(spent[name]) for name in names)
    yield ("`import walt` (ms), beside `import numpy`", f"{walt_:.1f}", f"{numpy_:.0f}", f"{1.5 * numpy_:.0f}")
    yield ("every model imported (ms), beside `import numpy`", f"{models:.0f}", f"{numpy_:.0f}", "–")


def sweeping() -> tuple[str, ...]:
    """Seconds for a sweep alone and over two processes that are up already, which must not change the results."""
    start = worlds.draw_strengths(RUNS, STATES, np.random.default_rng(1))
    many = [worlds.World(share, believed=0) for share in np.linspace(0, 1, 40)]

    def swept(executor: ProcessPoolExecutor | None) -> list[worlds.Report]:
        return worlds.sweep(many, start, LENGTH, np.random.default_rng(3), executor)

    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        same = all(
            np.array_equal(getattr(one, field.name), getattr(two, field.name))
            for one, two in zip(swept(None), swept(executor), strict=True)
            for field in fields(one)
        )
        check(same, "a sweep over two processes")
        spent = [(wall(lambda: swept(None)), wall(lambda: swept(executor))) for _ in range(ROUNDS)]
    single, double = (min(column) for column in zip(*spent, strict=True))
    name = f"sweep of {len(many)} worlds over two processes (s, by the clock), beside one: {single / double:.2f} times"
    return (name, f"{double:.2f}", f"{single:.2f}", "–")


def memory_of_landscape() -> float:
    """MB that a search with 20 actors holds at most, its result included."""
    tracemalloc.start()
    landscape.search(np.ones(20), -np.ones((20, 20)))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def fresh(code: str) -> Any:
    """What `found` is at the end of some code run in a new interpreter."""
    code += "; import json; print(json.dumps(found))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def alone(work: Callable[[], object]) -> float:
    """Seconds of processor time, which others on the machine disturb least."""
    return min(_timed(work, time.process_time) for _ in range(ROUNDS))


def in_turn(*works: Callable[[], object]) -> Iterator[float]:
    """Seconds of processor time, measured in turn, so that a busy machine is as busy for each."""
    spent = [[_timed(work, time.process_time) for work in works] for _ in range(ROUNDS)]
    return map(min, zip(*spent, strict=True))


def wall(work: Callable[[], object]) -> float:
    """Seconds by the clock."""
    return _timed(work, time.perf_counter)


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    started = clock()
    work()
    return clock() - started


def check(same: bool, what: str) -> None:
    """Stop where a comparison would not be fair."""
    if not same:
        raise SystemExit(f"{what}: the results differ, so the times do not compare")


def power_of_ten(number: float) -> str:
    """4.2e7 as people write it."""
    digits, power = f"{number:.1e}".split("e")
    return f"{digits} × 10^{int(power)}"


def table(head: tuple[str, ...], rows: Rows) -> str:
    """Markdown."""
    lines = [head, ("---", *["--:"] * (len(head) - 1)), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine() -> str:
    """What it was measured on."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "mesa", "nashpy"))
    return (
        f"Measured on one of {os.cpu_count()} cores ({platform.machine()}), {platform.system()}; "
        f"Python {platform.python_version()}, {libraries}."
    )


def write(results: str) -> None:
    """Put the results into README.md, in place of the last ones."""
    text = README.read_text(encoding="utf-8")
    between = re.compile(r"(?<=<!-- models -->\n).*?(?=<!-- end of models -->)", re.DOTALL)
    if not between.search(text):
        raise SystemExit(f"{README.name} has no lines <!-- models --> and <!-- end of models -->: put them back")
    README.write_text(between.sub(lambda _: results + "\n", text), encoding="utf-8")


def main() -> None:
    """Measure everything in one run."""
    results = "\n\n".join(
        [
            table(("state-updates a second", "walt", "Mesa", "times", "Mesa without history", "times"), simulating()),
            table(("nanoseconds a state-update", *(f"{t} rounds" for t in (25, 50, 100, 200))), growing()),
            table(("", "walt", "peer", "goal"), others()),
            machine(),
        ]
    )
    print(results)
    write(f"\n{results}\n")


if __name__ == "__main__":
    main()
