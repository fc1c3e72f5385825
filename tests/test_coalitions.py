"""walt.coalitions: every profile one by one, two states beside nashpy, paths, fixed points, and laws."""

import re
import warnings
from dataclasses import replace
from itertools import combinations, product

import nashpy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from walt import coalitions
from walt.alignment import Motives, utilities
from walt.coalitions import (
    ASIDE,
    BALANCE,
    BANDWAGON,
    THREATENER,
    Facing,
    are_equilibria,
    best_response_path,
    enumeration,
    equilibria,
    facing,
    logit,
    logit_choices,
    logit_equilibrium,
    profiles,
    tipping,
)
from walt.states import State, System

TRIO = System(
    [State("Thebes", 0.1, 0.5), State("Argos", 0.1, 0.5), State("Sparta", 0.2, 0.9)], np.zeros((3, 3)), [0, 0, 0.6]
)
NAMES = ("cost", "influence", "spoils", "penalty", "early", "appeasement", "spillover")
seeds = some.integers(0, 2**32 - 1)


def random_system(count, seed):
    """Unequal states in a plane, who see the threatener differently; and motives, for each its own."""
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 3000, (2, count, 1))
    states = [State(f"state {k}", *rng.uniform(0.02, 0.3, 2)) for k in range(count)]
    intent = rng.uniform(0.2, 1, (count, count)) * ~np.eye(count, dtype=bool)
    felt = dict(zip(NAMES, rng.uniform(0, [[0.1], [0.3], [0.4], [0.6], [0.5], [1], [1]], (7, count)), strict=True))
    return System(states, np.hypot(x - x.T, y - y.T), intent), Motives(
        **felt, decisiveness=rng.uniform(1, 4, count), temperature=rng.uniform(0.05, 0.2, count)
    )


def random_draws(count, states, seed=0, threatener=0.5):
    """As the propositions draw them: one set of motives for all states, strengths that sum to 1."""
    rng = np.random.default_rng(seed)
    highs = [[0.08], [0.3], [0.4], [0.5], [0.5], [1], [1], [1.5]]
    *drawn, m = rng.uniform(size=(8, count, 1)) * np.array(highs)[..., None]
    felt = Motives(**dict(zip(NAMES, drawn, strict=True)), decisiveness=1 + m)
    felt = replace(felt, penalty=0.1 + felt.penalty)
    own = rng.dirichlet([2] * states, count)
    return Facing(own, np.full((count, 1), threatener), rng.uniform(0.2, 1, (count, 1))), felt


def worth(system, j, motives, profile, i):
    """What each choice is worth to i where the others choose as in the profile: model.md's sums, written out."""
    k = [k for k in range(len(system)) if k not in (i, j)]
    reaches = 2.0 ** (-system.distance / system.half_distance)
    support = sum(system.states[x].power * reaches[x, i] for x in k if profile[x] == BALANCE)
    against = sum(system.states[x].power * reaches[x, i] for x in k if profile[x] == BANDWAGON)
    against += system.states[j].power * reaches[i, j] * system.states[j].offense
    felt = Motives(**{name: np.broadcast_to(value, len(system))[i] for name, value in motives.values().items()})
    return utilities(system.states[i].power, against, support, system.intent[i, j], felt)


def is_equilibrium(system, j, motives, profile):
    others = [i for i in range(len(system)) if i != j]
    every = {i: worth(system, j, motives, profile, i) for i in others}
    return all(every[i][profile[i]] >= every[i].max() - 1e-12 for i in others)


def rows(array):
    return {tuple(int(each) for each in row) for row in array}


@given(some.integers(2, 5), seeds, some.data())
@settings(max_examples=30, deadline=None)
def test_equilibria_are_the_profiles_that_survive_every_single_deviation(count, seed, data):
    (system, motives), j = random_system(count, seed), data.draw(some.integers(0, count - 1))
    every = product(*([THREATENER] if k == j else range(3) for k in range(count)))
    expected = {profile for profile in every if is_equilibrium(system, j, motives, profile)}
    found = equilibria(system, j, motives)
    assert rows(found) == expected and len(found) == len(expected)
    assert found.shape[1] == count and (found[:, j] == THREATENER).all()


@pytest.mark.parametrize("seed", range(40))
def test_two_states_beside_nashpy(seed):
    system, motives = random_system(3, seed)
    payoffs = np.array(
        [
            [[worth(system, 1, motives, (p, THREATENER, q), i)[(p, q)[i // 2]] for q in range(3)] for p in range(3)]
            for i in (0, 2)
        ]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an even number of equilibria is a game that nashpy warns of
        found = list(nashpy.Game(*payoffs).support_enumeration())
    pure = {(p.argmax(), THREATENER, q.argmax()) for p, q in found if p.max() == q.max() == 1}
    assert rows(equilibria(system, "state 1", motives)) == pure


def test_some_of_the_games_have_several_equilibria_and_some_draws_none():
    counts = [len(equilibria(*(lambda s, m: (s, 1, m))(*random_system(3, seed)))) for seed in range(40)]
    assert {1, 2} <= set(counts)
    found = are_equilibria(*random_draws(2000, 5, threatener=0.1)).sum(axis=-1)
    assert found.min() == 0 and found.max() > 5


def relabelled(system, motives, order):
    order = np.array(order)
    pairs = np.ix_(order, order)
    states = [system.states[k] for k in order]
    felt = Motives(**{name: value[order] for name, value in motives.values().items()})
    return System(states, system.distance[pairs], system.intent[pairs]), felt


@given(some.integers(2, 6), seeds, some.data())
@settings(max_examples=30, deadline=None)
def test_relabelling_permutes_the_answers(count, seed, data):
    system, motives = random_system(count, seed)
    order = data.draw(some.permutations(range(count)))
    other, felt = relabelled(system, motives, order)
    one = (system, f"state {order[0]}", motives)
    two = (other, f"state {order[0]}", felt)
    assert rows(equilibria(*two)) == rows(equilibria(*one)[:, order])
    assert logit_equilibrium(*two) == pytest.approx(logit_equilibrium(*one)[order], abs=1e-8)
    turns = [f"state {k}" for k in order[1:]]
    paths = [best_response_path(*each[:2], BALANCE, each[2], turns) for each in (one, two)]
    assert (paths[1].path == paths[0].path[:, order]).all() and paths[0].settled == paths[1].settled
    assert (paths[1].cycle == paths[0].cycle[:, order]).all()
    cascade = best_response_path(*one[:2], BALANCE, motives).settled  # turns of another order may go elsewhere
    assert not cascade or tipping(*two).followers[-1] == tipping(*one).followers[-1] == 0


def test_facing_by_hand():
    # At 2,000 km half of a power arrives: .2 * .5 * .9 of Sparta's; .1 * .5 of Argos' help.
    km = [[0, 2000, 2000], [2000, 0, 0], [2000, 0, 0]]
    system = System(TRIO.states, km, [[0, 0, 0.6], [0, 0, 0.3], [0, 0, 0]])
    situation = facing(system, "Sparta")
    assert situation.own.tolist() == [0.1, 0.1]
    assert situation.reach == pytest.approx([0.09, 0.18])
    assert situation.intent.tolist() == [0.6, 0.3]
    assert situation.help() == pytest.approx(np.array([[0, 0.05], [0.05, 0]]))
    assert (facing(system, 2).reach == situation.reach).all()


def test_help_comes_from_the_power_of_who_helps():
    assert Facing([0.1, 0.2], [0.3], [0.5]).help().tolist() == [[0, 0.1], [0.2, 0]]


def test_friends_too_far_away_are_none():
    near, far = np.zeros((3, 3)), np.where(np.eye(3), 0, 1e6)
    far[:2, 2] = far[2, :2] = 0  # Sparta is next to both, who are a world apart
    together, apart = (System(TRIO.states, km, [0, 0, 0.6]) for km in (near, far))
    alone = best_response_path(apart, "Sparta", BALANCE).path[-1]
    assert len(equilibria(together, "Sparta")) == 3
    assert rows(equilibria(apart, "Sparta")) == {tuple(alone)}


def test_many_draws_equal_one_at_a_time(monkeypatch):
    situation, felt = random_draws(30, 4)
    monkeypatch.setattr(enumeration, "AT_ONCE", 7 * 81)  # seven draws at a time
    monkeypatch.setattr(logit, "AT_ONCE", 7 * 16)
    stable, chosen = are_equilibria(situation, felt), logit_choices(situation, felt)
    assert stable.shape == (30, 81) and chosen.shape == (30, 4, 3)
    for k in range(30):
        one = Facing(situation.own[k], situation.reach[k], situation.intent[k])
        own = Motives(**{name: np.broadcast_to(value, (30, 1))[k] for name, value in felt.values().items()})
        assert (are_equilibria(one, own) == stable[k]).all()
        assert logit_choices(one, own) == pytest.approx(chosen[k], abs=1e-9)


def test_draws_and_steps_broadcast():
    situation, felt = random_draws(5, 3)
    steps = Facing(situation.own[:, None], [[0.1], [0.5], [2.0]], situation.intent[:, None])
    felt = Motives(**{name: np.broadcast_to(value, (5, 1))[:, None] for name, value in felt.values().items()})
    assert are_equilibria(steps, felt).shape == (5, 3, 27)
    assert logit_choices(steps, felt).shape == (5, 3, 3, 3)
    assert (are_equilibria(steps, felt)[:, 1] == are_equilibria(*random_draws(5, 3))).all()


def test_a_system_and_its_arrays_agree():
    system, motives = random_system(5, 3)
    felt = Motives(**{name: np.delete(value, 2) for name, value in motives.values().items()})
    found = profiles(4)[are_equilibria(facing(system, 2), felt)]
    assert rows(np.delete(equilibria(system, 2, motives), 2, axis=1)) == rows(found)


def test_twelve_states_and_no_more():
    system, motives = random_system(12, 0)
    found = equilibria(system, 4, motives)
    assert len(found) and all(is_equilibrium(system, 4, motives, profile) for profile in found)
    system, motives = random_system(13, 0)
    for model in (equilibria, tipping):
        with pytest.raises(ValueError, match=r"12 states that choose: give 11 at most .* or use best_response_path"):
            model(system, 4, motives)
    with pytest.raises(ValueError, match="12 states that choose"):
        profiles(12)
    assert best_response_path(system, 4, ASIDE, motives).path.shape[1] == 13
    assert logit_equilibrium(system, 4, motives).shape == (13, 3)


@given(some.integers(2, 6), seeds, some.sampled_from((BALANCE, ASIDE, BANDWAGON)))
@settings(max_examples=30, deadline=None)
def test_each_step_of_a_path_is_one_state_that_gains_most(count, seed, start):
    system, motives = random_system(count, seed)
    found = best_response_path(system, 0, start, motives)
    assert (found.path[0, 1:] == start).all() and (found.path[:, 0] == THREATENER).all()
    for before, after in zip(found.path[:-1], found.path[1:], strict=True):
        (i,) = np.flatnonzero(before != after)
        gain = worth(system, 0, motives, before, i)
        assert gain[after[i]] == gain.max() > gain[before[i]] + 1e-12
    assert found.settled == is_equilibrium(system, 0, motives, found.path[-1]) == (len(found.cycle) == 0)


def without_equilibrium(joined=False):
    """A system where no profile is an equilibrium, the first among draws; or one whose cycle has bandwagoners."""
    situation, felt = random_draws(3000, 5, threatener=0.1)
    none = np.flatnonzero(~are_equilibria(situation, felt).any(axis=-1))
    for k in none:
        states = [State(f"state {i}", power, 0) for i, power in enumerate(situation.own[k])] + [State("it", 0.1, 1)]
        motives = Motives(**{name: np.broadcast_to(value, (3000, 1))[k, 0] for name, value in felt.values().items()})
        system = System(states, np.zeros((6, 6)), [0] * 5 + [situation.intent[k, 0]])
        cycle = best_response_path(system, "it", BALANCE, motives).cycle
        if not joined or (cycle == BANDWAGON).any(axis=1).all():
            return system, motives
    raise AssertionError("no such draw")


def test_where_there_is_no_equilibrium_the_path_goes_round_and_says_so():
    system, motives = without_equilibrium()
    assert equilibria(system, "it", motives).shape == (0, 6)
    for start in (BALANCE, ASIDE, BANDWAGON):
        found = best_response_path(system, "it", start, motives)
        assert not found.settled and len(found.cycle) >= 4
        assert (found.path[-1] == found.cycle[0]).all()  # where it begins again
        assert len(rows(found.cycle)) == len(found.cycle)
        onward = best_response_path(system, "it", found.path[-1], motives)
        assert rows(onward.path) == rows(onward.cycle) == rows(found.cycle)


def test_who_is_first_decides_where_the_path_goes():
    first = best_response_path(TRIO, "Sparta", [BALANCE, BANDWAGON, THREATENER])
    last = best_response_path(TRIO, "Sparta", [BALANCE, BANDWAGON, 0], order=["Argos", 0])
    assert first.path.tolist() == [[0, 2, -1], [2, 2, -1]]
    assert last.path.tolist() == [[0, 2, -1], [0, 0, -1]]


@pytest.mark.parametrize("seed", range(6))
def test_who_stays_does_not_move_and_the_rest_respond(seed):
    system, motives = random_system(5, seed)
    found = tipping(system, 1, motives)
    for leavers in found.leavers:
        start = np.where(leavers, BANDWAGON, BALANCE)
        path = best_response_path(system, 1, start, motives, stay=np.flatnonzero(leavers).tolist())
        assert (path.path[:, leavers] == BANDWAGON).all()
        drawn = (path.path[-1][~leavers] == BANDWAGON).sum()
        assert not path.settled or drawn == found.followers[leavers.sum()]
    assert best_response_path(system, 1, BALANCE, motives, stay=[0, 2, 3, 4]).path.shape == (1, 5)


def test_a_state_to_which_all_is_one_stays_where_it_is():
    indifferent = Motives(0, 0, 0, 0, 0, 0, 0, 0, 0)
    assert len(equilibria(TRIO, "Sparta", indifferent)) == 9
    for start in (BALANCE, ASIDE, BANDWAGON):
        assert best_response_path(TRIO, "Sparta", start, indifferent).path.tolist() == [[start, start, THREATENER]]


@pytest.mark.parametrize("seed", range(20))
def test_the_logit_fixed_point_answers_itself(seed):
    system, motives = random_system(5, seed)
    chosen = logit_equilibrium(system, 2, motives)
    reaches = 2.0 ** (-system.distance / system.half_distance)
    others = [0, 1, 3, 4]
    for i in others:
        k = [k for k in others if k != i]
        support, against = (sum(chosen[x, side] * system.power[x] * reaches[x, i] for x in k) for side in (0, 2))
        against += system.power[2] * reaches[i, 2] * system.offense[2]
        felt = Motives(**{name: value[i] for name, value in motives.values().items()})
        values = utilities(system.power[i], against, support, system.intent[i, 2], felt)
        odds = np.exp(values / felt.temperature)
        assert chosen[i] == pytest.approx(odds / odds.sum(), abs=1e-9)
    assert chosen[others].sum(axis=1) == pytest.approx(1) and not chosen[2].any()


def test_what_is_slow_is_carried_to_the_same_end(monkeypatch):
    situation, felt = random_draws(400, 6, threatener=0.25)
    chosen = logit_choices(situation, felt)
    monkeypatch.setattr(logit, "STEPS", (0.2,))
    monkeypatch.setattr(logit, "STRIDE", 10**9)
    monkeypatch.setattr(logit, "ROUNDS", 10**5)
    assert logit_choices(situation, felt) == pytest.approx(chosen, abs=1e-8)


def test_logit_choices_at_their_ends():
    hot = logit_equilibrium(TRIO, "Sparta", Motives(temperature=1e6))
    assert hot[:2] == pytest.approx(np.full((2, 3), 1 / 3), abs=1e-5)
    # It is benign and has no strength: to stand aside costs nothing.
    situation = Facing([0.1, 0.1], [0.0], [0.0])
    cold = logit_choices(situation, Motives(spoils=0, temperature=0))
    assert cold == pytest.approx(np.array([[0, 1, 0]] * 2), abs=1e-11)


def test_where_no_fixed_point_is_found_the_message_names_the_cure():
    system, motives = without_equilibrium()
    cure = "found in 1 of 1 draws, first in draw 0 (temperature 0): raise the temperature"
    with pytest.raises(RuntimeError, match=re.escape(cure)):
        logit_equilibrium(system, "it", replace(motives, temperature=0))
    assert logit_equilibrium(system, "it", motives)[:5].sum() == pytest.approx(5)


def test_a_fixed_point_not_found_is_named_by_its_draw():
    (system, motives), count = without_equilibrium(), 3
    situation = facing(system, "it")
    cold = replace(motives, temperature=np.array([[5.0], [0.0], [5.0]]))
    with pytest.raises(RuntimeError, match="in 1 of 3 draws, first in draw 1 "):
        logit_choices(Facing(np.tile(situation.own, (count, 1)), situation.reach, situation.intent), cold)


def followers(system, j, motives, leavers):
    """Who follows, one state at a time."""
    profile = [THREATENER if k == j else BANDWAGON if k in leavers else BALANCE for k in range(len(system))]
    for _ in range(100):
        before = list(profile)
        for i in (i for i in range(len(system)) if i != j and i not in leavers):
            gain = worth(system, j, motives, profile, i)
            if gain[profile[i]] < gain.max() - 1e-12:
                profile[i] = int(np.argmax(gain >= gain.max() - 1e-12))
        if before == profile:
            return sum(profile[k] == BANDWAGON for k in range(len(system)) if k not in leavers)
    return 0


@pytest.mark.parametrize("seed", range(6))
def test_tipping_against_every_group_one_by_one(seed):
    system, motives = random_system(5, seed)
    found = tipping(system, 1, motives)
    for m in range(5):
        groups = combinations([0, 2, 3, 4], m)
        assert found.followers[m] == max(followers(system, 1, motives, group) for group in groups)
        leavers = np.flatnonzero(found.leavers[m]).tolist()
        assert len(leavers) == m and followers(system, 1, motives, leavers) == found.followers[m]
    tips = [m for m in range(5) if found.followers[m] > (4 - m) / 2]
    assert found.fewest == (tips[0] if tips else None)


def test_how_few_tip_a_coalition():
    assert tipping(TRIO, "Sparta").followers.tolist() == [0, 1, 0] and tipping(TRIO, "Sparta").fewest == 1
    strong, weak = (replace_power(TRIO, power) for power in (0.9, 0.01))
    assert tipping(strong, "Sparta").fewest == 0  # it falls by itself
    assert tipping(weak, "Sparta").fewest is None  # nothing to join


def replace_power(system, power):
    return System([*system.states[:2], State("Sparta", power, 0.9)], system.distance, system.intent)


def test_a_rest_that_does_not_settle_follows_nobody():
    system, motives = without_equilibrium(joined=True)
    found = tipping(system, "it", motives)
    assert found.followers[0] == 0
    for m in range(6):
        expected = max(followers(system, 5, motives, group) for group in combinations(range(5), m))
        assert found.followers[m] == expected


@pytest.mark.parametrize("threatener, several", [(0.1, 0.64), (0.5, 0.63), (1.0, 0.48)])
def test_share_of_draws_with_several_equilibria(threatener, several):
    """About half, the more the weaker the threatener, measured on 3,000 draws of five states against a sixth."""
    count = are_equilibria(*random_draws(3000, 5, threatener=threatener)).sum(axis=-1)
    assert (count > 1).mean() == pytest.approx(several, abs=0.03)
    assert (count == 0).mean() < 0.03


def test_balancing_is_highest_against_a_quarter_and_gives_way_at_about_a_half():
    """By strength, over 3,000 draws of six states; the first computation found .45."""
    shares = {}
    for threatener in (0.1, 0.25, 0.4, 0.6, 1, 2):
        situation, felt = random_draws(3000, 6, threatener=threatener)
        shares[threatener] = (logit_choices(situation, felt) * situation.own[..., None]).sum(axis=1).mean(axis=0)
    assert max(shares, key=lambda threatener: shares[threatener][BALANCE]) == 0.25
    assert shares[0.25][BALANCE] == pytest.approx(0.45, abs=0.01)
    overtakes = [threatener for threatener, share in shares.items() if share[BANDWAGON] > share[BALANCE]]
    assert overtakes == [0.6, 1, 2]


PLAIN = {"own": [0.1, 0.2], "reach": [0.3], "intent": [0.5], "proximity": np.ones((2, 2))}


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -1, [], [[0.1] * 3] * 3, "x", None])
def test_bad_arrays_are_refused_by_name(name, bad):
    if bad is None and name == "proximity":
        return
    with pytest.raises((TypeError, ValueError), match=name):
        Facing(**{**PLAIN, name: bad})


def test_arrays_of_other_shapes_are_refused():
    for changed in ({"own": 0.1}, {"reach": [0.1] * 3}, {"proximity": np.ones(2)}, {"proximity": 0.5}):
        with pytest.raises(ValueError, match=r"shape.* give own \(..., K\)"):
            Facing(**{**PLAIN, **changed})
    with pytest.raises(ValueError, match="do not go together: own "):
        Facing(np.ones((2, 3)), np.ones((4, 1)), [0.5])
    with pytest.raises(ValueError, match=re.escape("proximity[0, 1] is 1, another the other way")):
        Facing(**{**PLAIN, "proximity": [[1, 1], [0.5, 1]]})
    with pytest.raises(ValueError, match=re.escape("cost (2, 5), early (2, 4)")):
        are_equilibria(Facing([0.1], [0.3], [0.5]), Motives(cost=np.zeros((2, 5)), early=np.zeros((2, 4))))
    with pytest.raises(ValueError, match="The motives are of 5 states and own of 1"):
        logit_choices(Facing([0.1], [0.3], [0.5]), Motives(cost=np.zeros((2, 5))))


@pytest.mark.parametrize("model", [equilibria, best_response_path, logit_equilibrium, tipping])
def test_bad_systems_threateners_and_motives_are_refused(model):
    for threatener, error, told in [
        ("Corinth", ValueError, "no state 'Corinth' here"),
        (3, ValueError, "is given as 3: give its name, or an index from 0 to 2"),
        (-1, ValueError, "is given as -1"),
        (True, TypeError, "is given as True: give its name"),
        (0.5, TypeError, "is given as 0.5"),
        (None, TypeError, "is given as None"),
    ]:
        with pytest.raises(error, match=re.escape(told)):
            model(TRIO, threatener)
    with pytest.raises(TypeError, match="system is 'x': give a System"):
        model("x", "Sparta")
    with pytest.raises(TypeError, match="motives is 3: give Motives"):
        model(TRIO, "Sparta", motives=3)
    with pytest.raises(ValueError, match=re.escape("cost has shape (2,): give one number, or 3, one a state")):
        model(TRIO, "Sparta", motives=Motives(cost=[0, 0]))


def test_bad_starts_orders_and_situations_are_refused():
    for start, told in [([0, 0], "start has shape (2,)"), (3, "start is 3"), (-1, "start[0] is -1"), ([0, 7, 0], "7")]:
        with pytest.raises(ValueError, match=re.escape(told)):
            best_response_path(TRIO, "Sparta", start)
    for order in (["Thebes"], ["Thebes", "Thebes"], ["Thebes", "Sparta"], [0, 1, 2]):
        with pytest.raises(ValueError, match=r"order is .*: name each state but 'Sparta'"):
            best_response_path(TRIO, "Sparta", order=order)
    for stay in (["Sparta"], ["Thebes", 0]):
        with pytest.raises(ValueError, match=r"stay is .*: name states other than 'Sparta', and each once"):
            best_response_path(TRIO, "Sparta", stay=stay)
    for model in (are_equilibria, logit_choices):
        with pytest.raises(TypeError, match="give Facing"):
            model(TRIO)
        with pytest.raises(TypeError, match="give Motives"):
            model(Facing(**PLAIN), 3)
    for count in (0, -1, 1.5, np.nan):
        with pytest.raises(ValueError, match="count"):
            profiles(count)


def test_what_is_there_is_what_is_named():
    assert all(getattr(coalitions, name).__doc__ for name in coalitions.__all__ if not name.isupper())
