"""One state's choice: balance, stand aside or bandwagon [Walt, pp. 17-21, 28-31].

Walt argues why states choose as they do and gives no formula; the functional forms here are ours. The names:

own         (a)  strength of the state that chooses, 0 or more
threatener  (A)  strength with which the threatener and those on its side reach it, 0 or more
support     (D)  strength of those already against the threatener, 0 or more
intent      (n)  aggressive intentions of the threatener as the state perceives them, 0 (benign) .. 1 (set on attack)
spread      (s)  standard deviation of intent where the state is not sure of it, s^2 <= n (1 - n)

The strengths are shares of the world's capabilities; only their ratios matter, so any one unit does. One threatener
brings its power times its proximity times its offensive power, each of those against it its power times proximity.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from walt.checks import together, within

CHOICES = ("balance", "stand aside", "bandwagon")
TIE = 1e-12  # a difference that is rounding: between two utilities, or of a spread from the largest there can be
STRONGEST = 1e300  # two strengths up to this have a finite sum


@dataclass(frozen=True)
class Motives:
    """What moves the choice. Each field is a number or an array; arrays broadcast with the other arguments.

    Every motive is switched off at 0.

    Parameters
    ----------
    cost : of taking a side, 0..1. 0: free. 1: as bad as being overrun; joining the threatener costs half of it,
        since it need not be fought.
    influence : in the alliance joined, 0..1 [pp. 18-19]. 0: a newcomer gains nothing. 1: it gains all that its
        joining changes, so the weaker side has most to give, until it is hopeless.
    spoils : share in the threatener's victory, 0..1 [p. 21]. 0: victory is not shared. 1: the newcomer takes its
        share by strength.
    penalty : for standing with the beaten threatener, 0..1 [p. 31]. 0: nothing. 1: as bad as being overrun.
    decisiveness : of strength, 0 or more. 0: every contest is even. Above 1 a small lead nearly decides; no upper
        end.
    early : how far attack forestalls help, 0..1 [pp. 24-25]. 0: help is always in time. 1: a state that would be
        beaten alone is beaten before help comes.
    appeasement : how far joining diverts attack, 0..1 [pp. 19-21, 25]. 0: not at all. 1: wholly, from a threatener
        that is not set on attack; from one that is (intent 1), never.
    spillover : how far the opposition protects a bystander, 0..1 [p. 30]. 0: it protects its members only. 1: the
        bystander as well, so others can be relied on.
    temperature : of the choice, 0 or more, in units of utility. 0: the best choice always. Above, choices spread;
        no upper end, where all three are equally likely.

    Raises
    ------
    TypeError or ValueError that names the motive, its value and the cure.

    >>> Motives(spoils=0)
    Motives(cost=0.04, influence=0.15, spoils=0.0, penalty=0.35, decisiveness=1.5, early=0.25, appeasement=0.5, \
spillover=0.5, temperature=0.08)
    """

    cost: float | np.ndarray = 0.04
    influence: float | np.ndarray = 0.15
    spoils: float | np.ndarray = 0.2
    penalty: float | np.ndarray = 0.35
    decisiveness: float | np.ndarray = 1.5
    early: float | np.ndarray = 0.25
    appeasement: float | np.ndarray = 0.5
    spillover: float | np.ndarray = 0.5
    temperature: float | np.ndarray = 0.08

    def __post_init__(self) -> None:
        for name, value in self.values().items():
            high = np.inf if name in ("decisiveness", "temperature") else 1
            array = within(name, value, 0, high)
            array.flags.writeable = False
            object.__setattr__(self, name, float(array) if array.ndim == 0 else array)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Motives):
            return NotImplemented
        return all(np.array_equal(value, getattr(other, name)) for name, value in self.values().items())

    def values(self) -> dict[str, float | np.ndarray]:
        """The motives by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


DEFAULT = Motives()


def contest(strength: ArrayLike, opponent: ArrayLike, decisiveness: ArrayLike) -> np.ndarray:
    """Probability that one side prevails, x^m / (x^m + y^m).

    Parameters
    ----------
    strength, opponent : (...), x and y, 0 or more, in one unit.
    decisiveness : (...), m, 0 or more. 0: strength does not matter. Large: the stronger nearly always prevails.

    Returns
    -------
    (...) array in [0, 1]: 1/2 between equals, also where both are 0.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    Walt gives no form; this one is ours, after the contest success functions of economics (Tullock 1980).
    Twice as strong, with chances as the squares of strength, is four against one:

    >>> contest(0.2, 0.1, 2).round(6)
    np.float64(0.8)
    """
    x, y = within("strength", strength, 0, np.inf), within("opponent", opponent, 0, np.inf)
    m = within("decisiveness", decisiveness, 0, np.inf)
    together(strength=x, opponent=y, decisiveness=m)
    return _contest(x, y, m)


def utilities(
    own: ArrayLike,
    threatener: ArrayLike,
    support: ArrayLike,
    intent: ArrayLike,
    motives: Motives = DEFAULT,
    spread: ArrayLike = 0,
) -> np.ndarray:
    """What each choice is worth to the state: 1 is unharmed, 0 is overrun [Walt, pp. 17-21, 28-31].

    Parameters
    ----------
    own, threatener, support : (...), strengths in one unit, 0 or more.
    intent : (...), 0 (benign: whatever happens, there is nothing to lose) .. 1 (set on attack).
    motives : `Motives`; its fields may be arrays.
    spread : (...), standard deviation of intent. 0: the state is sure of it. sqrt(n (1 - n)): either benign or
        set on attack, and it does not know which.

    All broadcast together.

    Returns
    -------
    (..., 3) array, in the order of CHOICES: balance, stand aside, bandwagon. With uncertain intent, the average
    over its distribution, which depends on its mean and spread alone.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    The form is ours. With p for `contest` and the motives by name:

    - P_b = p(D + a, A): the opposition holds with the state; P_n = p(D, A): without it
    - P_w = p(A + a, D): the threatener prevails with the state's help
    - L = p(A, a): it beats the state alone; q = early L: the state is overrun before help comes
    - balance: 1 - n (1 - (1 - q) P_b) - cost + influence (P_b - P_n)
    - stand aside: 1 - n L (1 - spillover P_n)
    - bandwagon: 1 - n (1 - appeasement (1 - n)) P_w - penalty (1 - P_w) - cost / 2 + spoils P_w a / (A + a)

    The first two are linear in n and the third is concave, so a spread lowers the third, by appeasement P_w s^2,
    and nothing else: where intentions are uncertain, to bandwagon is the more dangerous [p. 29].

    A weak threatener is left to others, a stronger one balanced, one that cannot be held joined:

    >>> utilities(own=0.1, threatener=[0.05, 0.2, 0.8], support=0.2, intent=0.6).round(2)
    array([[0.89, 0.91, 0.63],
           [0.7 , 0.67, 0.59],
           [0.46, 0.46, 0.53]])
    """
    if not isinstance(motives, Motives):
        raise TypeError(f"motives is {motives!r}: give Motives(...), with the numbers that differ from its defaults")
    given = {"own": own, "threatener": threatener, "support": support}
    a, A, D = (within(name, value, 0, STRONGEST) for name, value in given.items())
    n, s = _uncertain(intent, spread)
    together(own=a, threatener=A, support=D, intent=n, spread=s, **motives.values())
    m = motives.decisiveness
    holds, without, joined, alone = (_contest(x, y, m) for x, y in ((D + a, A), (D, A), (A + a, D), (A, a)))
    share = np.divide(a, A + a, out=np.zeros(np.broadcast_shapes(a.shape, A.shape)), where=a > 0)
    diverted = motives.appeasement * (n * (1 - n) - s**2)  # the mean of n (1 - n), times appeasement
    harm = 1 - (1 - motives.early * alone) * holds
    balance = 1 - n * harm - motives.cost + motives.influence * (holds - without)
    aside = 1 - n * alone * (1 - motives.spillover * without)
    gain = motives.spoils * joined * share
    bandwagon = 1 - (n - diverted) * joined - motives.penalty * (1 - joined) - motives.cost / 2 + gain
    return np.stack(np.broadcast_arrays(balance, aside, bandwagon), axis=-1)


def choice_probabilities(
    own: ArrayLike,
    threatener: ArrayLike,
    support: ArrayLike,
    intent: ArrayLike,
    motives: Motives = DEFAULT,
    spread: ArrayLike = 0,
) -> np.ndarray:
    """How likely the state is to balance, stand aside and bandwagon: a logit of the `utilities`.

    Parameters
    ----------
    As `utilities`; `motives.temperature` says how closely the choice follows them. At 0 the best is chosen, and
    equally good ones (to 1e-12) equally often.

    Returns
    -------
    (..., 3) array in [0, 1], in the order of CHOICES; the last axis sums to 1. With uncertain intent, the logit
    of the average utilities: the state chooses once, before it learns. The form is ours.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    >>> choice_probabilities(own=0.1, threatener=[0.05, 0.2, 0.8], support=0.2, intent=0.6).round(2)
    array([[0.43, 0.56, 0.02],
           [0.52, 0.35, 0.13],
           [0.22, 0.22, 0.56]])
    """
    worth = utilities(own, threatener, support, intent, motives, spread)
    temperature = np.asarray(motives.temperature)[..., None]
    shape = np.broadcast_shapes(worth.shape, temperature.shape)
    behind = np.broadcast_to(worth.max(axis=-1, keepdims=True) - worth, shape)
    with np.errstate(over="ignore"):  # far behind at a temperature near 0: never chosen
        warmth = np.divide(behind, temperature, out=np.where(behind <= TIE, 0.0, np.inf), where=temperature > 0)
    odds = np.exp(-warmth)
    return odds / odds.sum(axis=-1, keepdims=True)


def _contest(x: np.ndarray, y: np.ndarray, m: ArrayLike) -> np.ndarray:
    """From the ratio of the weaker to the stronger: powers of tiny numbers would underflow."""
    weaker, stronger = np.minimum(x, y), np.maximum(x, y)
    ratio = np.divide(weaker, stronger, out=np.ones_like(stronger), where=stronger > 0) ** m
    return np.where(x >= y, 1, ratio) / (1 + ratio)


def _uncertain(intent: ArrayLike, spread: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    n, s = within("intent", intent, 0, 1), within("spread", spread, 0, 0.5)
    together(intent=n, spread=s)
    # The largest spread is a square root, rounded: its square may lie a hair above the bound.
    excess = s**2 > n * (1 - n) * (1 + TIE)
    if excess.any():
        at = tuple(np.argwhere(excess)[0])
        mean, wide = (float(np.broadcast_to(each, excess.shape)[at]) for each in (n, s))
        raise ValueError(
            f"spread is {wide!r} around an intent of {mean!r}: values from 0 to 1 with this mean spread by "
            f"{np.sqrt(mean * (1 - mean)):.6g} at most; lower the spread"
        )
    return n, s
