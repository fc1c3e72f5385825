"""walt.alignment: utilities worked out by hand and as trees of outcomes, each motive at its ends, and laws."""

import pickle
import re
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from walt.alignment import CHOICES, Motives, choice_probabilities, contest, utilities

BALANCE, ASIDE, BANDWAGON = range(3)
OFF = Motives(0, 0, 0, 0, 0, 0, 0, 0, 0)
shares = some.floats(0, 1)
strengths = some.floats(0, 1) | some.floats(0, 1e-200)
motives = some.builds(
    Motives,
    **dict.fromkeys(("cost", "influence", "spoils", "penalty", "early", "appeasement", "spillover"), shares),
    decisiveness=some.floats(0, 5),
    temperature=some.just(0.0) | some.floats(0.01, 5),
)


def random_draws(count, seed=0):
    """Strengths, intent and motives, all arrays of the length `count`."""
    rng = np.random.default_rng(seed)
    names = ("cost", "influence", "spoils", "penalty", "early", "appeasement", "spillover")
    felt = Motives(
        **{name: rng.uniform(size=count) for name in names},
        decisiveness=rng.uniform(0, 3, count),
        temperature=rng.uniform(0.01, 1, count),
    )
    return (*rng.uniform(0.01, 1, (3, count)), rng.uniform(size=count)), felt


def test_the_defaults():
    assert Motives() == Motives(0.04, 0.15, 0.2, 0.35, 1.5, 0.25, 0.5, 0.5, 0.08)
    assert CHOICES == ("balance", "stand aside", "bandwagon")


def test_utilities_by_hand_where_strength_counts_as_it_is():
    felt = Motives(0.04, influence=0.2, spoils=0.4, penalty=0.3, decisiveness=1, early=0.5)
    # P_b = .3/.6 = .5, P_n = .2/.5 = .4, P_w = .4/.6 = 2/3, L = .3/.4 = .75, q = .375, a / (A + a) = .25
    # balance: 1 - .5 (1 - .625 * .5) - .04 + .2 * .1 = 1 - .34375 - .04 + .02 = .63625
    # stand aside: 1 - .5 * .75 (1 - .5 * .4) = 1 - .3 = .7
    # bandwagon: 1 - .5 (1 - .25) 2/3 - .3 / 3 - .02 + .4 * 2/3 * .25 = 1 - .25 - .1 - .02 + .0666667
    assert utilities(0.1, 0.3, 0.2, 0.5, felt) == pytest.approx([0.63625, 0.7, 0.6966667], abs=1e-7)


def test_utilities_by_hand_where_a_small_lead_decides():
    felt = Motives(0.1, 0.3, 0.5, 0.6, decisiveness=2, early=0.25, appeasement=1, spillover=1)
    # P_b = .09/.1 = .9, P_n = .5, P_w = .09/.1 = .9, L = .01/.05 = .2, q = .05, a / (A + a) = 2/3
    # balance: 1 - .8 (1 - .95 * .9) - .1 + .3 * .4 = 1 - .116 - .1 + .12 = .904
    # stand aside: 1 - .8 * .2 (1 - .5) = .92
    # bandwagon: 1 - .8 (1 - .2) .9 - .6 * .1 - .05 + .5 * .9 * 2/3 = 1 - .576 - .06 - .05 + .3 = .614
    assert utilities(0.2, 0.1, 0.1, 0.8, felt) == pytest.approx([0.904, 0.92, 0.614], abs=1e-12)


def test_utilities_by_hand_with_the_default_motives():
    # P_b = 8/9 (four to one, 4 ** 1.5 = 8), P_n = 1/2, P_w = 8/9, L = 1 / (1 + 27 ** .5) = .1613905, q = .0403476
    # balance: 1 - .6 (1 - .9596524 * 8/9) - .04 + .15 * 7/18 = 1 - .0881854 - .04 + .0583333 = .9301480
    # stand aside: 1 - .6 * .1613905 * .75 = .9273743
    # bandwagon: 1 - .6 * .8 * 8/9 - .35 / 9 - .02 + .2 * 8/9 * .75
    #          = 1 - .4266667 - .0388889 - .02 + .1333333 = .6477778
    worth = [0.9301480, 0.9273743, 0.6477778]
    assert utilities(0.3, 0.1, 0.1, 0.6) == pytest.approx(worth, abs=1e-6)
    # Divided by .08, and less the best: 0, -.0346713, -3.5296282; e to that: 1, .9659229, .0293158; sum 1.9952387
    assert choice_probabilities(0.3, 0.1, 0.1, 0.6) == pytest.approx([0.5011932, 0.4841139, 0.0146929], abs=1e-6)


def test_utilities_by_hand_of_a_state_without_strength_or_friends():
    # P_b = P_n = 0, P_w = L = 1, and a / (A + a) = 0: 1 - 1 - .04; 1 - 1; 1 - 1 - .02
    assert utilities(0, 0.2, 0, 1) == pytest.approx([-0.04, 0, -0.02], abs=1e-12)
    # Nobody has any strength: all contests even, q = 1/8. 1 - (1 - 7/16) - .04; 1 - .5 * .75; 1 - .5 - .175 - .02
    assert utilities(0, 0, 0, 1) == pytest.approx([0.3975, 0.625, 0.305], abs=1e-12)


@pytest.mark.parametrize("a, A, D, n", [(1, 3, 2, "1/2"), (2, 1, 1, "4/5"), (1, 9, 1, "9/10"), (5, 1, 0, "1/7")])
def test_utilities_as_what_can_happen_times_how_likely_it_is(a, A, D, n):
    """The chance of not being overrun from a tree of outcomes, in fractions, strength counting as it is."""
    n, quarter, third = Fraction(n), Fraction(1, 4), Fraction(1, 3)
    early, spillover, appeasement, penalty = quarter, third, Fraction(2, 3), Fraction(1, 5)

    def chance(survives, *odds):
        leaves = product((True, False), repeat=len(odds))
        ways = ((leaf, (p if yes else 1 - p for yes, p in zip(leaf, odds, strict=True))) for leaf in leaves)
        return sum(prod(steps) * survives(*leaf) for leaf, steps in ways)

    beaten = Fraction(A, A + a)
    balance = chance(
        lambda attacked, alone, forestalled, holds: not attacked or (holds and not (alone and forestalled)),
        *(n, beaten, early, Fraction(D + a, D + a + A)),
    )
    aside = chance(
        lambda attacked, alone, victory, helped: not attacked or not alone or (victory and helped),
        *(n, beaten, Fraction(D, D + A), spillover),
    )
    # The less it is set on attack, the more of its attacks joining diverts: 1 - n of them, times appeasement.
    bandwagon = chance(
        lambda prevails, attacked, pacified, open_to_it: (
            not attacked or (pacified and open_to_it) if prevails else 1 - penalty
        ),
        *(Fraction(A + a, A + a + D), n, appeasement, 1 - n),
    )
    felt = replace(OFF, decisiveness=1, early=0.25, spillover=1 / 3, appeasement=2 / 3, penalty=0.2)
    assert utilities(a, A, D, float(n), felt) == pytest.approx([float(x) for x in (balance, aside, bandwagon)])


# What each motive acts on; nothing else may move when it does.
ACTS_ON = {
    "cost": [1, 0, 1],
    "influence": [1, 0, 0],
    "spoils": [0, 0, 1],
    "penalty": [0, 0, 1],
    "decisiveness": [1, 1, 1],
    "early": [1, 0, 0],
    "appeasement": [0, 0, 1],
    "spillover": [0, 1, 0],
    "temperature": [0, 0, 0],
}


@pytest.mark.parametrize("name", ACTS_ON)
def test_a_motive_switched_off_moves_only_the_choices_it_acts_on(name):
    on = utilities(0.1, 0.3, 0.2, 0.5)
    off = utilities(0.1, 0.3, 0.2, 0.5, replace(Motives(), **{name: 0}))
    assert ((on != off) == ACTS_ON[name]).all()


def test_with_all_motives_off_contests_are_even_and_taking_sides_is_free():
    # 1 - n / 2 for each: to be overrun is as likely on either side as alone.
    assert utilities(0.1, 0.3, 0.2, 0.6, OFF) == pytest.approx([0.7, 0.7, 0.7])
    assert choice_probabilities(0.1, 0.3, 0.2, 0.6, OFF) == pytest.approx([1 / 3] * 3)


def test_cost_is_paid_in_full_by_who_balances_and_in_half_by_who_joins():
    free, dear = (utilities(0.1, 0.3, 0.2, 0.6, Motives(cost=cost)) for cost in (0, 1))
    assert free - dear == pytest.approx([1, 0, 0.5])


def test_full_influence_is_what_joining_changes():
    felt = replace(OFF, influence=1, decisiveness=2)
    A = np.geomspace(0.01, 10, 200)
    gain = utilities(0.1, A, 0.2, 0, felt)[:, BALANCE] - 1
    # At A = .2: .09/.13 - .04/.08 = .1923077; at A = .4: .09/.25 - .04/.20 = .16.
    assert utilities(0.1, [0.2, 0.4], 0.2, 0, felt)[:, BALANCE] - 1 == pytest.approx([0.1923077, 0.16])
    # The weaker side needs the state more than a safe one does, until it is hopeless.
    assert 0.15 < A[gain.argmax()] < 0.35
    assert gain[0] < 0.01 and gain[-1] < 0.01


def test_full_spoils_are_the_share_by_strength():
    felt = replace(OFF, spoils=1, decisiveness=1)
    # Unopposed, and not attacked: 1 + a / (A + a) = 1 + .1 / .4
    assert utilities(0.1, 0.3, 0, 0, felt)[BANDWAGON] == pytest.approx(1.25)
    assert utilities(0, 0.3, 0, 0, felt)[BANDWAGON] == 1
    assert utilities(1e-300, 0, 0, 0, felt)[BANDWAGON] == pytest.approx(2)


def test_full_penalty_makes_a_lost_side_as_bad_as_being_overrun():
    felt = replace(OFF, penalty=1, decisiveness=1)
    assert utilities(0, 0, 0.3, 0, felt)[BANDWAGON] == 0
    assert utilities(0, 0.3, 0, 0, felt)[BANDWAGON] == 1


def test_full_appeasement_diverts_all_but_the_attacks_of_who_is_set_on_it():
    n = np.array([0, 0.001, 0.5, 1])
    off = utilities(0.1, 0.3, 0, n, replace(OFF, decisiveness=1))[:, BANDWAGON]
    full = utilities(0.1, 0.3, 0, n, replace(OFF, decisiveness=1, appeasement=1))[:, BANDWAGON]
    assert off == pytest.approx([1, 0.999, 0.5, 0])  # the threatener prevails: harm is n
    assert full == pytest.approx([1, 1 - 1e-6, 0.75, 0])  # and now n squared


def test_full_spillover_protects_the_bystander_where_the_opposition_is_sure_to_hold():
    for spillover, worth in ((0, 1 - 0.8 * 0.75), (1, 1)):
        felt = replace(OFF, spillover=spillover, decisiveness=1)
        # Support without end: P_n is 1. Alone, L is .3 / .4.
        assert utilities(0.1, 0.3, 1e290, 0.8, felt)[ASIDE] == pytest.approx(worth)


def test_full_earliness_leaves_no_help_to_who_is_beaten_alone():
    for early, worth in ((0, 1), (1, 0.2)):
        felt = replace(OFF, early=early, decisiveness=1)
        assert utilities(0, 0.3, 1e290, 0.8, felt)[BALANCE] == pytest.approx(worth)


def test_decisiveness_at_its_ends():
    assert contest([0.1, 0.3], 0.2, 0) == pytest.approx([0.5, 0.5])
    assert contest([0.19, 0.2, 0.21], 0.2, 1e6) == pytest.approx([0, 0.5, 1])
    assert contest([0.19, 0.2, 0.21], 0.2, 1e308) == pytest.approx([0, 0.5, 1])


def test_temperature_at_its_ends():
    worth = utilities(0.1, 0.3, 0.2, 0.5)
    for temperature in (0, 5e-324, 1e-300, 1e-6):
        chosen = choice_probabilities(0.1, 0.3, 0.2, 0.5, Motives(temperature=temperature))
        assert (chosen == (worth == worth.max())).all()
    chosen = choice_probabilities(0.1, 0.3, 0.2, 0.5, Motives(temperature=1e300))
    assert chosen == pytest.approx([1 / 3] * 3)


def test_ties_are_shared_at_temperature_0():
    # Benign, without spoils, contests even: 1 - cost, 1, 1 - penalty / 2 - cost / 2.
    cold = replace(OFF, temperature=0)
    assert (choice_probabilities(1, 1, 1, 0, replace(cold, penalty=1)) == [0.5, 0.5, 0]).all()
    assert (choice_probabilities(1, 1, 1, 0, replace(cold, cost=1)) == [0, 1, 0]).all()
    # Rounding must not decide: of equals, with no other support, balancing costs .3 and brings .6 / 2.
    level = replace(cold, cost=0.3, influence=0.6, decisiveness=1, penalty=1)
    chosen = choice_probabilities(0.3, 0.3, 0, np.linspace(0, 1, 101), level)
    assert (chosen[:, BALANCE] == chosen[:, ASIDE]).all()


@given(strengths, strengths, some.floats(0, 50))
def test_what_one_side_wins_the_other_loses(x, y, m):
    assert contest(x, y, m) + contest(y, x, m) == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize("scale", [1, 1e-300, 1e-320, 1e300])
def test_contests_of_the_tiny_and_the_huge(scale):
    # Four to one, squared: 16/17. At 1e-320 numbers have three digits left.
    assert contest(4 * scale, scale, 2) == pytest.approx(16 / 17, rel=2e-3 if scale == 1e-320 else 1e-12)
    assert contest(0, scale, 2) == 0 and contest(scale, 0, 2) == 1


def test_nobody_against_nobody_is_even():
    assert (contest(0, 0, [0, 1, 50]) == 0.5).all()


@given(strengths, strengths, strengths, shares, motives, shares)
def test_probabilities_sum_to_one(a, A, D, n, felt, wide):
    chosen = choice_probabilities(a, A, D, n, felt, wide * np.sqrt(n * (1 - n)))
    assert chosen.sum() == pytest.approx(1)
    assert ((chosen >= 0) & (chosen <= 1)).all()


@given(some.integers(1, 60), motives)
def test_only_the_ratios_of_strengths_matter(power, felt):
    scale = 2.0**-power  # exact in binary
    given_, scaled = (utilities(0.1 * k, 0.3 * k, 0.2 * k, 0.5, felt) for k in (1, scale))
    assert given_ == pytest.approx(scaled, abs=1e-15)


def test_log_odds_are_differences_of_utility_in_units_of_temperature():
    given_, felt = random_draws(500)
    worth, chosen = utilities(*given_, felt), choice_probabilities(*given_, felt)
    for one, other in ((BALANCE, ASIDE), (ASIDE, BANDWAGON)):
        odds = np.log(chosen[:, one] / chosen[:, other])
        assert odds * felt.temperature == pytest.approx(worth[:, one] - worth[:, other], abs=1e-9)


def test_cooling_favours_the_best_and_heating_levels_the_choices():
    given_, felt = random_draws(500)
    best = utilities(*given_, felt).argmax(axis=-1)[:, None]
    chosen = [choice_probabilities(*given_, replace(felt, temperature=t)) for t in (2, 0.5, 0.1, 0.02, 0)]
    shares_of_best = np.hstack([np.take_along_axis(each, best, axis=-1) for each in chosen])
    assert (np.diff(shares_of_best) >= -1e-12).all() and (shares_of_best[:, -1] == 1).all()


def test_laws_of_the_parts():
    (a, A, D, n), felt = random_draws(2000)
    base = utilities(a, A, D, n, felt)
    assert (utilities(a, A, D, n * 1.01 / 1.02, felt) >= base - 1e-12).all()  # nobody gains by another's ill will
    more_support = utilities(a, A, D * 1.5, n, replace(felt, influence=0))
    assert (more_support - utilities(a, A, D, n, replace(felt, influence=0)))[:, :2].min() >= -1e-12
    stronger = utilities(a, A * 1.5, D, n, replace(felt, influence=0))
    assert (stronger - utilities(a, A, D, n, replace(felt, influence=0)))[:, :2].max() <= 1e-12


def test_arrays_broadcast_and_equal_one_draw_at_a_time():
    given_, felt = random_draws(20)
    wide = 0.3 * np.sqrt(given_[3] * (1 - given_[3]))
    for model in (utilities, choice_probabilities):
        at_once = model(*given_, felt, wide)
        assert at_once.shape == (20, 3)
        for k in range(20):
            one = Motives(**{name: value[k] for name, value in felt.values().items()})
            assert model(*(each[k] for each in given_), one, wide[k]) == pytest.approx(at_once[k], abs=1e-14)
    felt = Motives(cost=np.zeros((4, 1, 1)), temperature=[[0.1], [0.0], [1.0]])
    assert choice_probabilities(0.1, [0.1, 0.2], 0.3, 0.5, felt).shape == (4, 3, 2, 3)


def test_a_spread_is_the_average_over_two_equally_likely_intents():
    (a, A, D, n), felt = random_draws(500)
    s = np.minimum(n, 1 - n) * np.random.default_rng(1).uniform(size=500)
    average = (utilities(a, A, D, n - s, felt) + utilities(a, A, D, n + s, felt)) / 2
    assert utilities(a, A, D, n, felt, s) == pytest.approx(average, abs=1e-12)


@pytest.mark.parametrize("n, s", [(0.5, 0.1), (0.3, 0.15), (0.7, 0.2)])
def test_a_spread_is_the_average_over_a_beta_distribution(n, s):
    one, other = n * (n * (1 - n) / s**2 - 1), (1 - n) * (n * (1 - n) / s**2 - 1)
    x = (np.arange(20_000) + 0.5) / 20_000
    density = x ** (one - 1) * (1 - x) ** (other - 1)
    average = (utilities(0.1, 0.3, 0.2, x) * density[:, None]).sum(axis=0) / density.sum()
    assert utilities(0.1, 0.3, 0.2, n, spread=s) == pytest.approx(average, abs=1e-6)


def test_at_the_largest_spread_the_threatener_is_benign_or_set_on_attack():
    for n in np.linspace(0, 1, 21):
        ends = utilities(0.1, 0.3, 0.2, [0, 1])
        average = (1 - n) * ends[0] + n * ends[1]
        assert utilities(0.1, 0.3, 0.2, n, spread=np.sqrt(n * (1 - n))) == pytest.approx(average, abs=1e-12)


def test_a_spread_hurts_bandwagoning_alone():
    felt = Motives(appeasement=0.6, decisiveness=1)
    # P_w = .4 / .6, so .6 * 2/3 * .04 = .016.
    lost = utilities(0.1, 0.3, 0.2, 0.5, felt) - utilities(0.1, 0.3, 0.2, 0.5, felt, spread=0.2)
    assert lost == pytest.approx([0, 0, 0.016], abs=1e-12)
    assert lost[BALANCE] == lost[ASIDE] == 0


@pytest.mark.parametrize("n, s", [(0.5, 0.51), (0.1, 0.31), (0, 1e-9), (1, 0.1), ([0.5, 0.1], [0.5, 0.5])])
def test_a_spread_wider_than_the_mean_allows_is_refused(n, s):
    with pytest.raises(ValueError, match="spread is "):
        utilities(0.1, 0.3, 0.2, n, spread=s)


def test_the_message_of_a_wide_spread_names_the_largest():
    with pytest.raises(ValueError, match=re.escape("spread is 0.5 around an intent of 0.1: ") + ".* by 0.3 at most"):
        choice_probabilities(0.1, 0.3, 0.2, [0.5, 0.1], spread=0.5)


@pytest.mark.parametrize("model", [utilities, choice_probabilities])
@pytest.mark.parametrize("name", ["own", "threatener", "support", "intent", "spread"])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -1, [], [0.1, np.nan], "x", True])
def test_bad_numbers_are_refused_by_name(model, name, bad):
    valid = {"own": 0.1, "threatener": 0.3, "support": 0.2, "intent": 0.5, "spread": 0.1}
    with pytest.raises((TypeError, ValueError), match=name):
        model(**{**valid, name: bad})


@pytest.mark.parametrize("name", ["own", "threatener", "support"])
def test_strengths_whose_sums_are_no_number_are_refused(name):
    with pytest.raises(ValueError, match=re.escape(f"{name} is 1.7e+308: give a number from 0 to 1e+300")):
        utilities(**{**dict.fromkeys(("own", "threatener", "support"), 0.1), name: 1.7e308}, intent=0.5)
    assert np.isfinite(
        utilities(**{**dict.fromkeys(("own", "threatener", "support"), 0.1), name: 1e300}, intent=1)
    ).all()


@pytest.mark.parametrize("name", ACTS_ON)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -0.01, 1.01, [], [0.1, -1], None])
def test_bad_motives_are_refused_by_name(name, bad):
    if bad == 1.01 and name in ("decisiveness", "temperature"):
        assert getattr(Motives(**{name: bad}), name) == bad
    else:
        with pytest.raises((TypeError, ValueError), match=name):
            Motives(**{name: bad})


def test_wrong_shapes_and_no_motives_are_refused():
    with pytest.raises(ValueError, match=re.escape("own (3,), intent (2,)")):
        utilities([0.1, 0.2, 0.3], 0.1, 0.1, [0.1, 0.2])
    with pytest.raises(ValueError, match=re.escape("intent (2,), cost (3,)")):
        choice_probabilities(0.1, 0.1, 0.1, [0.1, 0.2], Motives(cost=[0, 0, 0]))
    with pytest.raises(TypeError, match=re.escape("motives is {'cost': 0}: give Motives(...)")):
        utilities(0.1, 0.1, 0.1, 0.1, {"cost": 0})
    with pytest.raises(ValueError, match="strength"):
        contest([0.1, 0.2], [0.1, 0.2, 0.3], 1)


def test_motives_are_values():
    felt = Motives(cost=[0.1, 0.2])
    assert felt == Motives(cost=np.array([0.1, 0.2])) != Motives() and Motives() != 3
    assert pickle.loads(pickle.dumps(felt)) == felt
    assert len({Motives(), Motives()}) == 1
    with pytest.raises(ValueError, match="read-only"):
        felt.cost[0] = 1
    with pytest.raises(AttributeError):
        felt.cost = 1
