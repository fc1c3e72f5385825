"""walt.worlds: the rule played slowly, state by state; laws; what each parameter does at its ends."""

import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import fields, replace
from functools import partial
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from walt import worlds
from walt.worlds import World, _round, draw_strengths, report, simulate, simulation, sweep

START = draw_strengths(300, 8, np.random.default_rng(7))


def play(world, start=START, rounds=30, seed=1):
    return simulate(world, start, rounds, np.random.default_rng(seed))


def slowly(world, start, rounds, rng):
    """The rule as the module's head tells it, one run and one state at a time. Draws its numbers in the same order."""
    runs, n = len(start), len(start[0])
    attacks_if_it_pays = rng.random((runs, n)) < world.revisionists
    balances = rng.random((runs, n)) < world.balancers
    luck = rng.random((rounds, 2, runs))
    believed = world.balancers if world.believed is None else world.believed
    chance = lambda x, y: x**world.decisiveness / (x**world.decisiveness + y**world.decisiveness)  # noqa: E731
    told = []
    for r in range(runs):
        power = list(start[r])
        for t in range(rounds):
            alive = [i for i in range(n) if power[i] > 0]
            able = [i for i in alive if attacks_if_it_pays[r, i]]
            event = None
            if able:
                j = able[int(luck[t, 0, r] * len(able))]
                best, target = 0, None
                for v in alive:
                    if v == j or power[v] > power[j]:
                        continue
                    others = sum(power[k] for k in alive if k not in (j, v))
                    side = power[j] + (1 - believed) * others
                    wins = chance(side, power[v] + believed * others)
                    prize = (1 - world.spoils) * power[v] + world.spoils * power[v] * power[j] / side
                    gain = wins * prize - (1 - wins) * power[j] - world.cost * power[v]
                    if gain > best + 1e-15:
                        best, target = gain, v
                if target is not None:
                    along = {j} | {k for k in alive if k not in (j, target) and not balances[r, k]}
                    against = set(alive) - along
                    won = luck[t, 1, r] < chance(sum(power[k] for k in along), sum(power[k] for k in against))
                    winners, leader, beaten = (along, j, target) if won else (against, target, j)
                    prize, total = power[beaten], sum(power[k] for k in winners)
                    for k in winners:
                        power[k] += world.spoils * prize * power[k] / total
                    power[leader] += (1 - world.spoils) * prize
                    power[beaten] = 0
                    event = (j, target, won, [0 if k not in alive else 1 if k in along else -1 for k in range(n)])
            told.append((event, list(power)))
    return told


SOME = [
    World(0),
    World(0.2),
    World(0.3, revisionists=1, cost=0),
    World(1, believed=0),
    World(0.5, believed=0, spoils=1, decisiveness=2.5),
    World(0.1, revisionists=0.6, spoils=0, decisiveness=0.7, cost=0.3),
    World(0.4, decisiveness=0, cost=0),
    World(1, decisiveness=4, revisionists=0.5, cost=0),
]


@pytest.mark.parametrize("world", SOME, ids=range(len(SOME)))
@pytest.mark.parametrize("states", [2, 3, 7])
def test_the_rule_played_slowly(world, states):
    start = draw_strengths(40, states, np.random.default_rng(states))
    fast = play(world, start, 25)
    for at, (event, power) in enumerate(slowly(world, start, 25, np.random.default_rng(1))):
        r, t = divmod(at, 25)
        assert fast.strength[r, t + 1] == pytest.approx(power, abs=1e-12)
        if event is None:
            assert fast.attacker[r, t] == fast.victim[r, t] == -1
            assert not fast.won[r, t] and not fast.side[r, t].any()
        else:
            assert (fast.attacker[r, t], fast.victim[r, t], fast.won[r, t]) == event[:3]
            assert fast.side[r, t].tolist() == event[3]


def test_the_slow_games_held_wars_won_and_lost():
    won = np.concatenate([play(world).won[play(world).attacker >= 0] for world in SOME])
    assert 0.1 < won.mean() < 0.95 and len(won) > 1000


def test_shapes():
    history = play(World(0.2), START[:5], 4)
    assert history.strength.shape == (5, 5, 8)
    assert history.side.shape == (5, 4, 8)
    assert history.attacker.shape == history.victim.shape == history.won.shape == (5, 4)
    assert history.balancer.shape == history.revisionist.shape == (5, 8)
    assert worlds.tension(history).shape == (5, 4)
    assert play(World(0.2), START[0], 4).strength.shape == (1, 5, 8)


shares = some.floats(0, 1)
any_world = some.builds(
    World, shares, shares, some.floats(0, 5), shares, shares, some.none() | shares
)  # balancers, revisionists, decisiveness, spoils, cost, believed


@given(any_world, some.integers(2, 6), some.integers(0, 2**32))
@settings(deadline=None)
def test_laws_of_every_world(world, states, seed):
    start = draw_strengths(20, states, np.random.default_rng(seed))
    history = simulate(world, start, 10, np.random.default_rng(seed))
    strength, war = history.strength, history.attacker >= 0
    assert strength.sum(axis=2) == pytest.approx(1)  # nothing is lost
    assert (strength >= 0).all() and ((strength[:, 1:] == 0) >= (strength[:, :-1] == 0)).all()  # none comes back
    assert ((strength > 0).sum(axis=2)[:, :-1] - (strength > 0).sum(axis=2)[:, 1:] == war).all()  # one gone a war
    alive = strength[:, :-1] > 0
    assert ((history.side != 0) == (alive & war[..., None])).all()  # each living state takes one side
    r, t = np.nonzero(war)
    j, v = history.attacker[war], history.victim[war]
    assert (history.side[r, t, j] == 1).all() and (history.side[r, t, v] == -1).all()
    assert history.revisionist[r, j].all()
    assert (strength[r, t, j] >= strength[r, t, v]).all()
    found = report(history)
    for field in fields(found):
        assert np.isfinite(getattr(found, field.name)).all()
    assert (np.abs(found.tension) <= 1).all()
    assert (found.aggression * found.restraint <= 1e-9).all()
    assert (found.wars + found.survives.sum(axis=1) == states).all()


@given(any_world, some.permutations(range(5)))
@settings(deadline=None, max_examples=30)
def test_relabelling_the_states_permutes_who_gains_what(world, order):
    """The first round's expectation, the one step in which a state picks another."""
    start = draw_strengths(50, 5, np.random.default_rng(3))
    rules = replace(world, balancers=0.0, revisionists=1.0).each(50)
    cast = _round.Cast(rules, np.ones(50), *[np.empty(0)] * 3)
    gains = []
    for strength, attacker in ((start, 2), (start[:, order], order.index(2))):
        picked = np.full(50, attacker)
        gains.append(_round._gains(strength.T.copy(), picked, strength[:, attacker], np.arange(50), cast))
    assert gains[1] == pytest.approx(gains[0][order], abs=1e-12)


@pytest.mark.parametrize("world", [World(0), World(0.2), World(1, believed=0)])
def test_the_same_seed_gives_the_same_bits(world):
    one, two = play(world), play(world)
    for field in fields(one):
        if field.name != "world":
            assert np.array_equal(getattr(one, field.name), getattr(two, field.name)), field.name
    assert not np.array_equal(one.strength, play(world, seed=2).strength)


@pytest.mark.parametrize("most", [0, 0.4])
def test_runs_do_not_know_of_each_other(monkeypatch, most):
    """However many are played together, each comes out the same to the last bit; also where most are soon over."""
    world = World(np.linspace(0, most, len(START)), decisiveness=np.linspace(0.5, 3, len(START)))
    together = play(world)
    monkeypatch.setattr(simulation, "BLOCK", 8 * 37)
    apart = play(world)
    for name in ("strength", "side", "attacker", "victim", "won"):
        assert np.array_equal(getattr(together, name), getattr(apart, name)), name


def test_a_value_for_each_run_is_the_same_as_one_for_all():
    one = play(World(0.2))
    each = play(World(np.full(len(START), 0.2), believed=np.full(len(START), 0.2)))
    assert np.array_equal(one.strength, each.strength)


def test_two_worlds_with_one_seed_differ_in_nothing_else():
    balancing, bandwagoning = play(World(1)), play(World(0))
    assert np.array_equal(balancing.revisionist, bandwagoning.revisionist)
    more = play(World(0.7)).balancer
    assert (more >= play(World(0.3)).balancer).all()


def test_units_do_not_matter():
    assert play(World(0.2), START * 1024).strength == pytest.approx(play(World(0.2)).strength * 1024)
    assert np.isfinite(play(World(0.2), START * 1e300).strength).all()
    assert np.array_equal(play(World(0.2), START * 1e-290).won, play(World(0.2)).won)


def test_a_state_next_to_nothing_can_be_fought_over():
    start = np.hstack([START, np.full((len(START), 1), 1e-19)])  # rounding of the sums is far above it
    history = play(World(0, revisionists=1, cost=0), start)
    assert (history.strength[:, -1].sum(axis=1) == pytest.approx(1)) and np.isfinite(history.strength).all()
    assert history.won.any()


def test_a_state_of_no_strength_is_not_there():
    start = np.hstack([START, np.zeros((len(START), 1))])
    history = play(World(0, revisionists=1), start)
    assert not history.side[:, :, -1].any() and not history.strength[:, :, -1].any()
    assert (history.attacker != 8).all() and (history.victim != 8).all()


def test_walts_two_worlds():
    """Aggression pays where states bandwagon and ruins where they balance; restraint the other way round."""
    start = draw_strengths(1000, 20, np.random.default_rng(1))
    bandwagoning, balancing = (report(play(World(share), start, 50)) for share in (0, 1))
    assert bandwagoning.hegemon.mean() > 0.9 and not balancing.hegemon.any()
    assert bandwagoning.wars.mean() > 15 and not balancing.wars.any()
    assert bandwagoning.aggression.mean() > 1 and bandwagoning.restraint.mean() < -0.5
    deceived = report(play(World(1, believed=0), start, 50))  # a balancing world whose revisionists do not know it
    assert deceived.wars.mean() > 3 and deceived.victories.sum() < 0.05 * deceived.wars.sum()
    assert deceived.aggression.mean() < -0.9 and deceived.restraint.mean() > 0.3
    deterred = report(play(World(0, believed=1), start, 50))
    assert not deterred.wars.any()
    assert deterred.tension.mean() > 0.8 and balancing.tension.mean() < -0.8


def test_ends_of_the_parameters():
    assert not play(World(0, revisionists=0)).attacker.max() >= 0  # nobody attacks
    assert not play(World(0, cost=1)).attacker.max() >= 0  # nothing pays
    assert (play(World(0, revisionists=1)).attacker[:, 0] >= 0).any()
    even = play(World(0, decisiveness=0, cost=0, revisionists=1))
    assert not (even.attacker >= 0).any()  # an even chance of losing all is not worth a smaller prize
    # Spoils shared wholly among all who bandwagon: every survivor of the first war grows alike.
    shared = play(World(0, spoils=1, cost=0), rounds=1)
    won = shared.won[:, 0]
    growth = shared.strength[won, 1] / shared.strength[won, 0]
    spread = np.ptp(np.where(growth > 0, growth, growth.max(axis=1, keepdims=True)), axis=1)
    assert won.any() and spread == pytest.approx(0)
    alone = play(World(0, spoils=0), rounds=1)
    assert ((alone.strength[:, 1] > alone.strength[:, 0]).sum(axis=1) == (alone.attacker[:, 0] >= 0)).all()


def test_tension_by_hand():
    """Strengths .4, .3, .2, .1; m = 1; the two small ones follow: .7 against .3 or .4 against .6."""
    start = [[0.4, 0.3, 0.2, 0.1]]
    quiet = {"revisionists": 0, "decisiveness": 1}
    assert worlds.tension(play(World(0, **quiet), start, 2)) == pytest.approx(np.full((1, 2), 0.7 - 0.4))
    assert worlds.tension(play(World(1, **quiet), start, 2)) == pytest.approx(np.full((1, 2), 0.4 - 0.7))
    assert worlds.tension(play(World(0, **quiet), [[1, 0, 0]], 1)) == pytest.approx(0)


def test_a_hegemon_arises_only_where_there_was_none():
    strength = np.array([[0.6, 0.4, 0], [0.4, 0.6, 0], [0.4, 0.3, 0.3], [0.5, 0.5, 0], [0.4, 0.4, 0.2]])
    history = play(World(0), strength[:, ::-1], 1)
    told = np.stack([strength, [[1, 0, 0], [1, 0, 0], [0.7, 0, 0.3], [0.5, 0.5, 0], [0.5, 0.5, 0]]], axis=1)
    found = report(replace(history, strength=told))
    assert found.hegemon.tolist() == [False, True, True, False, False]
    assert found.survives.sum(axis=1).tolist() == [1, 1, 2, 2, 2]


def test_what_aggression_pays_by_hand():
    history = play(World(0), [[0.5, 0.3, 0.2]] * 2, 1)
    told = np.array([[[0.5, 0.3, 0.2], [0.8, 0, 0.2]], [[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]]])
    who = np.array([[True, False, False], [False, False, False]])
    found = report(replace(history, strength=told, revisionist=who))
    assert found.aggression == pytest.approx([0.6, 0])
    assert found.restraint == pytest.approx([-0.6, 0])


def same(one, two):
    return all(
        np.array_equal(getattr(a, field.name), getattr(b, field.name))
        for a, b in zip(one, two, strict=True)
        for field in fields(a)
    )


processes = partial(ProcessPoolExecutor, mp_context=get_context("spawn"))


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, processes])
def test_an_executor_changes_nothing_but_the_time(pool):
    some_worlds = [World(share, believed=0) for share in (0, 0.3, 0.3, 1)]
    alone = sweep(some_worlds, START, 20, np.random.default_rng(5))
    with pool(2) as executor:
        assert same(sweep(some_worlds, START, 20, np.random.default_rng(5), executor), alone)
    assert not np.array_equal(alone[1].wars, alone[2].wars)  # luck of its own for each


def test_a_world_of_a_sweep_is_a_simulation():
    child = np.random.default_rng(5).spawn(1)[0]
    alone = report(simulate(World(0.1), START, 20, child))
    assert same(sweep([World(0.1), World(1)], START, 20, np.random.default_rng(5))[:1], [alone])


def test_drawn_strengths_are_shares():
    drawn = draw_strengths(2000, 5, np.random.default_rng(1))
    assert drawn.sum(axis=1) == pytest.approx(1)
    # Dirichlet(2) of five: mean 1/5, variance (1/5)(4/5) / 11.
    assert drawn.mean() == pytest.approx(0.2)
    assert drawn.var(axis=0) == pytest.approx(np.full(5, 0.16 / 11), rel=0.1)


@pytest.mark.parametrize("name", ["balancers", "revisionists", "decisiveness", "spoils", "cost", "believed"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -1])
def test_a_bad_parameter_is_named(name, value):
    with pytest.raises(ValueError, match=rf"{name} is {value}: give a"):
        World(**{"balancers": 0.5, name: value})
    with pytest.raises(ValueError, match=rf"{name} has shape \(1, 2\): give a number, or one for each run"):
        World(**{"balancers": 0.5, name: [[0.5, 0.5]]})
    with pytest.raises(ValueError, match=rf"{name} has shape \(7,\): give a number, or 300, one for each run"):
        play(World(**{"balancers": 0.5, name: np.full(7, 0.5)}))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"strength": [[0.5, np.nan]]}, "strength[0, 1] is nan"),
        ({"strength": [[0.5, -1]]}, "strength[0, 1] is -1: give a number from 0 to 1e+300"),
        ({"strength": [[0.5]]}, "strength has shape (1, 1): give (R, N), one row a run with two states at least"),
        ({"strength": 0.5}, "strength has shape ()"),
        ({"strength": np.ones((1, 2, 2))}, "strength has shape (1, 2, 2)"),
        ({"strength": []}, "strength is empty"),
        ({"strength": [[1, 1], [0, 0]]}, "strength[1] is all 0: give a state of strength above 0"),
        ({"rounds": 0}, "rounds is 0: give a whole number, 1 or more"),
        ({"rounds": np.nan}, "rounds is nan"),
    ],
)
def test_bad_input_is_refused(change, told):
    given_ = {"strength": [[0.5, 0.5]], "rounds": 3, **change}
    with pytest.raises(ValueError, match=re.escape(told)):
        simulate(World(0.5), given_["strength"], given_["rounds"], np.random.default_rng(1))
    with pytest.raises(ValueError, match=re.escape(told)):
        sweep([World(0.5)], given_["strength"], given_["rounds"], np.random.default_rng(1))


def test_what_is_no_generator_or_no_world_is_refused():
    for call in (
        lambda: simulate(World(0), START, 3, 1),
        lambda: sweep([World(0)], START, 3, None),
        lambda: draw_strengths(3, 3, 5),
    ):
        with pytest.raises(TypeError, match="give a generator, for example"):
            call()
    with pytest.raises(TypeError, match=r"worlds\[1\] is 0.5: give a World"):
        sweep([World(0), 0.5], START, 3, np.random.default_rng(1))
    with pytest.raises(ValueError, match="worlds is empty"):
        sweep([], START, 3, np.random.default_rng(1))
    with pytest.raises(ValueError, match="states is 1: give a whole number, 2 or more"):
        draw_strengths(3, 1, np.random.default_rng(1))
    with pytest.raises(ValueError, match="runs is 0"):
        draw_strengths(0, 3, np.random.default_rng(1))
