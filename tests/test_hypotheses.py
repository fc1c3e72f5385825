"""walt.hypotheses: each proposition beside one draw at a time in plain Python, and its share as first found.

Shares are over 20,000 draws. `FIRST` are those computed before the package was written, from other draws.
"""

import functools
import math
import re

import numpy as np
import pytest

from walt import alignment, hypotheses, worlds
from walt.hypotheses.together import camps

SEED, MANY = 20, 20_000
BY_NUMBER = {each.number: each for each in hypotheses.ALL}
FOUND = {
    "1": 0.93,
    "2": 0.777,
    "3": 0.966,
    "4": 1,
    "5": 0.73,
    "6": 0.744,
    "7": 0.831,
    "8": 0.979,
    "9": 1,
    "10": 0.7,
    "11": 1,
}
FIRST = dict(zip(FOUND, (0.93, 0.78, 0.97, 1, 0.73, 0.74, 0.84, 0.98, 1, 0.7, 1), strict=True))
FOUND_FIRST_HERE = {"12a": 0.779, "12b": 0.813, "12c": 0.671, "13": 0.995, "14": 0.515}


@pytest.fixture(scope="module")
def draws():
    return hypotheses.draw(MANY, np.random.default_rng(SEED))


@pytest.fixture(scope="module")
def holds(draws):
    """Where each proposition holds, worked out once; 12c takes some 20 s."""
    return functools.cache(lambda number: BY_NUMBER[number].holds(draws))


def one_choice(x, **changed):
    """Utilities and probabilities of one state, from model.md's formulas, in plain Python."""
    x = {**x, **changed}
    a, A, D, n, m = (x[name] for name in ("own", "threatener", "support", "intent", "decisiveness"))

    def p(one, other):
        return 1 / (1 + (other / one) ** m)

    with_it, without, joined, alone = p(D + a, A), p(D, A), p(A + a, D), p(A, a)
    worth = (
        1 - n * (1 - (1 - x["early"] * alone) * with_it) - x["cost"] + x["influence"] * (with_it - without),
        1 - n * alone * (1 - x["spillover"] * without),
        1
        - (n - x["appeasement"] * (n * (1 - n) - x.get("doubt", 0) ** 2)) * joined
        - x["penalty"] * (1 - joined)
        - x["cost"] / 2
        + x["spoils"] * joined * a / (A + a),
    )
    odds = [math.exp(each / 0.08) for each in worth]
    return worth, [each / sum(odds) for each in odds]


def one_by_hand(number, x):
    """The proposition in one draw, from the table of propositions; `near` is how far it is from tipping over."""

    def B(**changed):
        return one_choice(x, **changed)[1][0]

    def S(**changed):
        return one_choice(x, **changed)[1][1]

    def W(**changed):
        return one_choice(x, **changed)[1][2]

    def b(**changed):
        return B(**changed) / (B(**changed) + W(**changed))

    D, A, a, n = x["support"], x["threatener"], x["own"], x["intent"]
    if number == "1":
        D = x["support_below"]
        return b(support=D, own=1.5 * (A - D)) - b(support=D, own=0.1 * (A - D))
    if number == "2":
        return b(support=1.5 * D) - b()
    if number == "3":
        return S(support=1.5 * D, spillover=0.9) - S(spillover=0.9)
    if number == "4":
        return S(spillover=min(1, x["spillover"] + 0.3)) - S()
    if number == "5":
        return B(intent=min(1, n + 0.1)) - B()
    if number == "6":
        return W() - W(intent=min(1, n + 0.1))
    if number == "7":
        return W(support=0.7 * D) - W()
    if number == "8":
        return W() - W(threatener=0.8 * A)
    if number == "9":
        return W(early=min(1, x["early"] + 0.2)) - W()
    if number == "10":
        curve = [B(threatener=(D + a) * 0.1 * 80 ** (k / 59)) for k in range(60)]
        return max(curve) - max(curve[0], curve[-1]) - 0.02
    sure, unsure = (one_choice(x, intent=x["doubtful_intent"], doubt=s)[0] for s in (0, x["spread"]))
    return (unsure[0] - unsure[2]) - (sure[0] - sure[2])


@pytest.mark.parametrize("number", FOUND)
def test_one_draw_at_a_time_in_plain_python(number):
    draws = hypotheses.draw(400, np.random.default_rng(3))
    rows = [{name: float(array[k]) for name, array in draws.items() if array.ndim == 1} for k in range(400)]
    margin = np.array([one_by_hand(number, row) for row in rows])
    clear = np.abs(margin) > 1e-8
    assert clear.sum() > 100 or number in ("4", "9", "11")
    expected = margin[clear] > 0
    assert (BY_NUMBER[number].holds(draws)[clear] == expected).all()


@pytest.mark.parametrize("number", BY_NUMBER)
def test_shares_are_what_was_found(number, draws, holds):
    concerns = BY_NUMBER[number].concerns
    share = holds(number)[concerns(draws) if concerns else slice(None)].mean()
    assert share == pytest.approx((FOUND | FOUND_FIRST_HERE)[number], abs=0.01)
    if number in FIRST:
        assert share == pytest.approx(FIRST[number], abs=0.02)


@pytest.mark.parametrize("number", BY_NUMBER)
def test_what_a_reason_says_is_so(number, draws, holds):
    """The shares in its sentence; and where it names no failure, there is none."""
    each = BY_NUMBER[number]
    about = each.concerns(draws) if each.concerns else np.ones(MANY, dtype=bool)
    kept = holds(number)
    if each.where is None:
        assert kept.all() and each.reason.startswith("It fails nowhere")
        return
    there = each.where(draws)
    said = re.search(r"it holds in (\d+) % of draws, elsewhere in (\d+) %\.$", each.reason)
    shares = [100 * kept[about & part].mean() for part in (there, ~there)]
    assert shares == pytest.approx([*map(int, said.groups())], abs=1.5)
    assert (~kept & there).sum() > 0.5 * (~kept).sum(), "most failures are where the reason says"


def test_choosing_together_makes_intentions_count_for_more_and_power_for_less(holds):
    together, alone = ([holds(number).mean() for number in some] for some in (("12a", "12b", "12c"), ("5", "6", "10")))
    assert np.subtract(together, alone) == pytest.approx([0.05, 0.07, -0.03], abs=0.01)


def test_both_worlds_end_alike_nine_times_in_ten_with_six_states_and_seldom_with_twenty(draws):
    def hegemons(start):
        names = ("revisionists", "believed", "decisiveness", "spoils", "cost")
        given = {name: draws[name][:2000] for name in names}
        ran = (worlds.simulate(worlds.World(x, **given), start, 50, np.random.default_rng(1)) for x in (1, 0))
        return np.array([worlds.report(each).hegemon for each in ran])

    six, twenty = hegemons(draws["six"][:2000]), hegemons(worlds.draw_strengths(2000, 20, np.random.default_rng(2)))
    assert six.mean(axis=1) == pytest.approx([0.24, 0.33], abs=0.03)
    assert twenty.mean(axis=1) == pytest.approx([0.12, 0.38], abs=0.03)
    assert (six[0] == six[1]).mean() == pytest.approx(0.9, abs=0.02)


def test_where_the_beaten_lose_all_their_power_hardly_any_coalition_holds_together(draws):
    some = {name: array[:4000] for name, array in draws.items()}
    each = BY_NUMBER["14"]
    for ruin, share in ((0, 0), (1, 0.9)):
        after = {**some, "ruin": np.full(4000, ruin)}
        assert each.holds(after)[each.concerns(after)].mean() == pytest.approx(share, abs=0.02)


def test_without_spoils_the_strong_hardly_ever_join(draws):
    assert BY_NUMBER["1"].holds({**draws, "spoils": np.zeros(MANY)}).mean() == pytest.approx(0.995, abs=0.002)


def test_to_be_overrun_early_makes_states_join_in_spite_of_intentions(draws):
    at = [BY_NUMBER["6"].holds({**draws, "early": np.full(MANY, early)}).mean() for early in (0, 0.5)]
    assert at == pytest.approx([0.89, 0.64], abs=0.01)


def test_balancing_is_highest_at_about_half_of_what_stands_against_the_threatener(draws):
    """Of 60 steps the middle draw lies between two, .51 and .55; with steps ten times as fine it is at .53."""
    few = {name: array[:4000] for name, array in draws.items()}
    motives = alignment.Motives(**{name: few[name] for name in alignment.Motives().values()})
    all_ = few["support"] + few["own"]
    for count, lowest, highest in ((60, 0.512, 0.553), (600, 0.525, 0.545)):
        steps = np.geomspace(0.1, 8, count)
        curve = np.stack(
            [
                alignment.choice_probabilities(few["own"], step * all_, few["support"], few["intent"], motives)[:, 0]
                for step in steps
            ]
        )
        peaked = curve.max(axis=0) >= np.maximum(curve[0], curve[-1]) + 0.02
        assert lowest <= np.median(steps[curve.argmax(axis=0)[peaked]]) <= highest
        if count == 60:
            assert (peaked == BY_NUMBER["10"].holds(few)).all()


def test_draws_have_the_ranges_of_the_table_and_are_spread_evenly(draws):
    A = draws["threatener"]
    uniform = {
        **{name: array for name, array in draws.items() if array.ndim == 1},
        "own": np.log10(draws["own"] / A),
        "support": draws["support"] / A,
        "support_below": draws["support_below"] / A,
    }
    assert (uniform.pop("temperature") == 0.08).all()
    ranges = {
        "threatener": (0.02, 0.4),
        "own": (-1.3, 0.3),
        "support": (0.1, 2),
        "intent": (0.2, 1),
        "cost": (0, 0.08),
        "influence": (0, 0.3),
        "spoils": (0, 0.4),
        "penalty": (0.1, 0.6),
        "decisiveness": (1, 2.5),
        "early": (0, 0.5),
        "appeasement": (0, 1),
        "spillover": (0, 1),
        "support_below": (0.1, 1),
        "doubtful_intent": (0.3, 0.7),
        "spread": (0.1, 0.28),
        "revisionists": (0, 1),
        "believed": (0, 1),
        "ruin": (0, 1),
    }
    assert ranges.keys() <= uniform.keys()
    for name, (low, high) in ranges.items():
        # One in each of 20,000 slots of equal width: the k-th smallest lies in slot k.
        slots = np.sort((uniform[name] - low) / (high - low)) * MANY - np.arange(MANY)
        assert slots.min() >= -1e-6 and slots.max() <= 1 + 1e-6, name
    mixed = np.abs(np.corrcoef([uniform[name] for name in ranges]) - np.eye(len(ranges)))
    assert mixed.max() < 0.03  # four standard errors of 20,000


def test_draws_are_repeated_by_their_seed():
    one, same, other = (hypotheses.draw(50, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert all((one[name] == same[name]).all() for name in one)
    assert not (one["intent"] == other["intent"]).any()


def test_shares_of_the_six_sum_to_one(draws):
    assert draws["six"].shape == (MANY, 6)
    assert draws["six"].sum(axis=1) == pytest.approx(1)
    # Dirichlet(2) of six: mean 1/6, variance 1/6 * 5/6 / 13
    assert draws["six"].var(axis=0) == pytest.approx(5 / 36 / 13, rel=0.05)


@pytest.mark.parametrize("each", hypotheses.ALL, ids=lambda each: each.number)
def test_a_proposition_says_where_it_comes_from(each):
    assert re.fullmatch(r"pp?\. \d\d(-\d\d)?", each.page)
    assert re.fullmatch(r"\d\d-[a-z-]+", each.chapter)
    for text in (each.statement, each.change, each.reason):
        assert text[0].isupper() and text.endswith(".")


def test_propositions_are_numbered_as_in_the_table():
    assert list(BY_NUMBER) == [*FOUND, *FOUND_FIRST_HERE]
    assert len(BY_NUMBER) == len(hypotheses.ALL)


def test_a_share_is_that_of_its_own_draws():
    each = BY_NUMBER["5"]
    share = each.share(500, np.random.default_rng(4))
    assert share == each.holds(hypotheses.draw(500, np.random.default_rng(4))).mean()


def test_holds_says_it_draw_by_draw(draws):
    some = {name: array[:50] for name, array in draws.items()}
    for each in hypotheses.ALL[:11]:
        assert (each.holds(some) == each.holds(draws)[:50]).all()


def test_six_together_one_by_one():
    """The fixed point of one draw by plain iteration, each of the six against what the others are expected to do."""
    draws = hypotheses.draw(30, np.random.default_rng(5))
    found = camps(draws)
    for k in range(30):
        x = {name: array[k] for name, array in draws.items() if array.ndim == 1}
        own = draws["six"][k] * (x["own"] + x["support"])
        chosen = np.full((6, 3), 1 / 3)
        for _ in range(3000):
            expected = own @ chosen
            answer = [
                one_choice(
                    x,
                    own=own[i],
                    support=expected[0] - own[i] * chosen[i, 0],
                    threatener=x["threatener"] + expected[2] - own[i] * chosen[i, 2],
                )[1]
                for i in range(6)
            ]
            if np.abs(answer - chosen).max() < 1e-9:
                break
            chosen = chosen + 0.3 * (np.array(answer) - chosen)
        assert found[:, k] == pytest.approx(own @ chosen / own.sum(), abs=1e-6)


def test_a_peak_is_found_with_few_steps_as_with_all():
    draws = hypotheses.draw(300, np.random.default_rng(6))
    all_ = draws["own"] + draws["support"]
    curve = np.stack([camps(draws, threatener=0.1 * 80 ** (k / 59) * all_)[0] for k in range(60)])
    peaked = curve.max(axis=0) >= np.maximum(curve[0], curve[-1]) + 0.02
    assert (BY_NUMBER["12c"].holds(draws) == peaked).all()


def test_draws_that_lack_something_are_refused():
    draws, holds = hypotheses.draw(5, np.random.default_rng(1)), BY_NUMBER["5"].holds
    with pytest.raises(ValueError, match=r"draws has no intent: take hypotheses.draw\(n, rng\)"):
        holds({name: array for name, array in draws.items() if name != "intent"})
    with pytest.raises(ValueError, match=r"intent has shape \(4,\): give equally long arrays"):
        holds({**draws, "intent": draws["intent"][:4]})
    with pytest.raises(ValueError, match=r"six has shape \(5,\)"):
        holds({**draws, "six": draws["intent"]})
    with pytest.raises(ValueError, match=r"intent\[2\] is nan"):
        holds({**draws, "intent": [0.2, 0.4, np.nan, 0.2, 0.1]})
    with pytest.raises(TypeError, match=r"draws is None: give what hypotheses\.draw"):
        holds(None)


@pytest.mark.parametrize("n", [0, -1, 2.5, np.nan, [2, 3], []])
def test_draw_refuses_what_is_no_number_of_draws(n):
    with pytest.raises(ValueError, match=r"^n "):
        hypotheses.draw(n, np.random.default_rng(1))


def test_draw_refuses_what_is_no_generator():
    with pytest.raises(TypeError, match=r"rng is 7: give numpy.random.default_rng\(seed\)"):
        hypotheses.draw(5, 7)
