"""The same models as others make them: the rule of walt.worlds in Mesa, and the published landscape in plain Python."""

from __future__ import annotations

from itertools import product

import mesa
import numpy as np

from walt.worlds import World


class State(mesa.Agent):
    """One state of one run."""

    def __init__(self, model: Run, place: int, strength: float, revisionist: bool, balances: bool) -> None:
        super().__init__(model)
        self.place, self.strength, self.revisionist, self.balances = place, strength, revisionist, balances
        self.side = 0

    def gain(self, victim: State) -> float:
        """What it expects of attacking another."""
        world = self.model.world
        believed = world.balancers if world.believed is None else world.believed
        others = self.model.total - self.strength - victim.strength
        along = self.strength + (1 - believed) * others
        against = victim.strength + believed * others
        prospect = self.model.prospect(along, against)
        prize = victim.strength * (1 - world.spoils + world.spoils * self.strength / along)
        return prospect * (prize + self.strength) - self.strength - world.cost * victim.strength

    def respond(self, attacker: State, victim: State) -> None:
        """Take a side."""
        if self is not attacker and self is not victim:
            self.side = -1 if self.balances else 1

    def share(self, winning: int, spoils: float, strength: float) -> None:
        """Take its part of the spoils, if it won."""
        if self.side == winning:
            self.strength += spoils * self.strength / strength


class Run(mesa.Model):
    """One run; `luck` (T, 2) decides who has the initiative and who prevails."""

    def __init__(
        self, world: World, strength: np.ndarray, revisionist: np.ndarray, balancer: np.ndarray, luck: np.ndarray
    ) -> None:
        super().__init__(seed=0)
        self.world, self.total, self.luck = world, float(strength.sum()), iter(luck.tolist())
        self.history = mesa.DataCollector(agent_reporters={"strength": "strength", "side": "side"})
        for place, each in enumerate(zip(strength.tolist(), revisionist.tolist(), balancer.tolist(), strict=True)):
            State(self, place, *each)

    def prospect(self, along: float, against: float) -> float:
        """Probability that a side prevails."""
        return 1 / (1 + (against / along) ** self.world.decisiveness)

    def step(self) -> None:
        """One round."""
        initiative, fortune = next(self.luck)
        self.agents.set("side", 0)
        able = self.agents.select(lambda state: state.revisionist)
        if not len(able):
            return
        attacker = able[int(initiative * len(able))]
        weaker = self.agents.select(lambda state: state is not attacker and state.strength <= attacker.strength)
        victim = max(weaker, key=attacker.gain, default=None)
        if victim is not None and attacker.gain(victim) > 0:
            self.fight(attacker, victim, fortune)

    def fight(self, attacker: State, victim: State, fortune: float) -> None:
        """All take sides; the winners absorb the beaten leader."""
        attacker.side, victim.side = 1, -1
        self.agents.do("respond", attacker, victim)
        along, against = (sum(state.strength for state in self.agents if state.side == side) for side in (1, -1))
        won = fortune < self.prospect(along, against)
        leader, beaten = (attacker, victim) if won else (victim, attacker)
        prize = beaten.strength
        self.agents.do("share", leader.side, self.world.spoils * prize, along if won else against)
        leader.strength += (1 - self.world.spoils) * prize
        beaten.remove()


def mesa_runs(
    world: World, strength: np.ndarray, rounds: int, rng: np.random.Generator, collecting: bool = True
) -> np.ndarray:
    """(R, N) strengths at the end, from the numbers that `worlds.simulate` draws from the same seed.

    `collecting` keeps strength and side of each state in each round, as `worlds.simulate` does.
    """
    shape = strength.shape
    revisionist, balancer = rng.random(shape) < world.revisionists, rng.random(shape) < world.balancers
    luck = rng.random((rounds, 2, shape[0]))
    end = np.zeros(shape)
    for r in range(shape[0]):
        run = Run(world, strength[r], revisionist[r], balancer[r], luck[:, :, r])
        for _ in range(rounds):
            run.step()
            if collecting:
                run.history.collect(run)
        for state in run.agents:
            end[r, state.place] = state.strength
    return end


def plain_landscape(sizes: list[float], propensities: list[list[float]]) -> tuple[list[float], list[bool], list[int]]:
    """Energy, minimum and basin of each configuration as Axelrod and Bennett define them, straight from the definition.

    In the order of `landscape.search`. Each configuration's neighbours are looked up, each descent is walked.
    """
    n = len(sizes)
    camps = [(0, *reversed(rest)) for rest in product((0, 1), repeat=n - 1)]
    energy = {
        camp: sum(
            sizes[i] * sizes[j] * propensities[i][j] for i, j in product(range(n), repeat=2) if camp[i] != camp[j]
        )
        for camp in camps
    }
    tie = 1e-9 * max(map(abs, energy.values()))
    step = {}
    for camp in camps:
        around = [_switched(camp, i) for i in range(n)]
        lowest = min(energy[other] for other in around)
        steep = (other for other in around if energy[other] - lowest <= tie)
        step[camp] = camp if energy[camp] - lowest <= tie else next(steep)
    basin = dict.fromkeys(camps, 0)
    for camp in camps:
        while step[camp] != camp:
            camp = step[camp]
        basin[camp] += 1
    return list(energy.values()), [step[camp] == camp for camp in camps], list(basin.values())


def _switched(camp: tuple[int, ...], actor: int) -> tuple[int, ...]:
    if actor == 0:
        return (0, *(1 - side for side in camp[1:]))
    return (*camp[:actor], 1 - camp[actor], *camp[actor + 1 :])
