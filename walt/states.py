"""Who is in the world: states, how far apart they are, and how they see each other's intentions.

The names used everywhere (N is the number of states; entry [i, j] is always about j as i meets it):

power      (N,)    share of the world's capabilities, 0..1, never scaled to the states at hand
offense    (N,)    share of its capabilities that is fit to seize territory, 0..1
distance   (N, N)  km between capitals, barriers included
proximity  (N, N)  share of a power that arrives over the distance, 0..1
intent     (N, N)  aggressive intentions of j as i perceives them, 0 (benign) .. 1 (unalterably aggressive)

Every check of these numbers is here: what a `System` accepts, no later function checks again.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike

from walt.checks import within

EARTH_RADIUS = 6371.0  # km, the mean radius
SYMMETRY = 1e-9  # relative difference between d[i, j] and d[j, i] that is rounding, not asymmetry


@dataclass(frozen=True)
class State:
    """One state.

    Parameters
    ----------
    name : not empty, without spaces around it or control characters; any script.
    power : share of the world's capabilities, 0..1.
    offense : share of those capabilities fit to seize territory at acceptable cost, 0..1.

    Raises
    ------
    TypeError for a name that is no text or a number that is none; ValueError for a bad name or a number out
    of range. The message names state, quantity, value and cure.

    >>> State("Germany", power=0.158, offense=0.9).power
    0.158
    """

    name: str
    power: float
    offense: float

    def __post_init__(self) -> None:
        if not isinstance(self.name, str):
            raise TypeError(f"The name of a state is {self.name!r}: give text")
        if not self.name or self.name != self.name.strip():
            raise ValueError(f"The name of a state is {self.name!r}: give a name without spaces around it")
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in self.name):
            raise ValueError(f"The name {self.name!r} of a state holds a control character: take it out")
        for quantity in ("power", "offense"):
            object.__setattr__(self, quantity, _share(getattr(self, quantity), f"{quantity} of {self.name!r}"))


@dataclass(frozen=True, eq=False)
class System:
    """The N states of a moment, two at least.

    Parameters
    ----------
    states : the states; no two of one name.
    distance : (N, N) km, symmetric, diagonal 0.
    intent : (N,), one value a state on which all agree, or (N, N) with [i, j] the intentions of j as i
        perceives them and diagonal 0. In 0..1. Kept as (N, N).
    half_distance : km over which projected power halves. A few km: only neighbours matter. Many
        thousand: distance hardly does.

    Raises
    ------
    TypeError or ValueError that names state, quantity, value and cure. All arrays are copies and read-only.

    >>> pair = System([State("Athens", 0.1, 0.4), State("Sparta", 0.05, 0.8)], [[0, 150], [150, 0]], [0.5, 0.7])
    >>> pair.names, len(pair), pair.index("Sparta")
    (('Athens', 'Sparta'), 2, 1)
    >>> pair.intent
    array([[0. , 0.7],
           [0.5, 0. ]])
    """

    states: tuple[State, ...]
    distance: np.ndarray = field(repr=False)
    intent: np.ndarray = field(repr=False)
    half_distance: float = 2000.0

    def __init__(
        self, states: Sequence[State], distance: ArrayLike, intent: ArrayLike, half_distance: float = 2000.0
    ) -> None:
        object.__setattr__(self, "states", _states(states))
        object.__setattr__(self, "distance", _distance(distance, self.names))
        object.__setattr__(self, "intent", _intent(intent, self.names))
        object.__setattr__(self, "half_distance", _number(half_distance, "half_distance"))
        if self.half_distance <= 0:
            raise ValueError(f"half_distance is {half_distance!r}: give the km, above 0, over which power halves")

    def __len__(self) -> int:
        return len(self.states)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the states, in order."""
        return tuple(state.name for state in self.states)

    @cached_property
    def power(self) -> np.ndarray:
        """(N,) shares of the world's capabilities, 0..1."""
        return _fixed(np.array([state.power for state in self.states]))

    @cached_property
    def offense(self) -> np.ndarray:
        """(N,) shares of the states' capabilities that are fit to seize territory, 0..1."""
        return _fixed(np.array([state.offense for state in self.states]))

    @cached_property
    def proximity(self) -> np.ndarray:
        """(N, N) shares of a power that arrive, 2^(-distance / half_distance), 0..1; diagonal 1.

        That strength is lost on the way is Boulding's idea (1962); his loss is linear, the exponential is ours.
        """
        with np.errstate(over="ignore"):  # a half distance near 0 leaves nothing, which is right
            return _fixed(np.exp2(-self.distance / self.half_distance))

    def index(self, name: str) -> int:
        """Position of a state by its name.

        Raises
        ------
        ValueError that lists the names, if there is no such state.
        """
        if name not in self.names:
            raise ValueError(f"There is no state {name!r} here; there are {', '.join(self.names)}")
        return self.names.index(name)


def great_circle(places: ArrayLike) -> np.ndarray:
    """Distances along the surface of the earth, a sphere of 6,371 km radius (haversine formula).

    Parameters
    ----------
    places : (N, 2) latitude and longitude in degrees, north and east positive.

    Returns
    -------
    (N, N) km, symmetric, diagonal 0. TypeError or ValueError for degrees that are none, beyond 90 of latitude or 360.

    From pole to equator is a quarter of the way round:

    >>> great_circle([[90, 0], [0, 0]]).round(1)
    array([[    0. , 10007.5],
           [10007.5,     0. ]])
    """
    degrees = within("places", places, -360, 360)
    if degrees.ndim != 2 or degrees.shape[1] != 2:
        raise ValueError(f"places has shape {degrees.shape}: give (N, 2), latitude and longitude of each")
    within("places[:, 0]", degrees[:, 0], -90, 90)
    latitude, longitude = np.radians(degrees).T
    half_chord = (
        np.sin((latitude[:, None] - latitude) / 2) ** 2
        + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    )
    # Rounding may lift the value for opposite places a hair above 1, where arcsin has no answer.
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(half_chord, 1)))


def _fixed(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array


def _number(value: object, what: str) -> float:
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise TypeError(f"{what} is {value!r}: give a number")
    if not math.isfinite(value):
        raise ValueError(f"{what} is {float(value)}: give a finite number")
    return float(value)


def _share(value: object, what: str) -> float:
    number = _number(value, what)
    if not 0 <= number <= 1:
        raise ValueError(f"{what} is {number:g}: give a share from 0 to 1 (a percentage divided by 100)")
    return number


def _states(states: Sequence[State]) -> tuple[State, ...]:
    if not isinstance(states, Iterable):
        raise TypeError(f"states is {states!r}: give a list of State(name, power, offense)")
    states = tuple(states)
    for state in states:
        if not isinstance(state, State):
            raise TypeError(f"{state!r} stands among the states: give State(name, power, offense)")
    names = [state.name for state in states]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"The state {name!r} occurs {names.count(name)} times: give every state a name of its own")
    if len(states) < 2:
        raise ValueError(f"A system needs two states at least, and this one has {len(states)}: add another")
    return states


def _array(values: ArrayLike, shapes: Sequence[tuple[int, ...]], what: str) -> np.ndarray:
    cure = f"give an array of shape {' or '.join(map(str, shapes))}"
    try:
        array = np.asarray(values)
    except ValueError:  # numpy's word for rows of unequal length
        raise ValueError(f"{what} has rows of unequal length: {cure}") from None
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{what} holds something that is no number ({array.dtype}): give numbers")
    if array.shape not in shapes:
        raise ValueError(f"{what} has shape {array.shape}: {cure}")
    return np.array(array, dtype=float)


def _refuse(bad: np.ndarray, array: np.ndarray, names: tuple[str, ...], what: str, cure: str) -> None:
    """Raise for the first entry marked bad; `what` may hold {0} and {1}, the states it is about."""
    if bad.any():
        at = tuple(np.argwhere(bad)[0])
        raise ValueError(f"{what.format(*(repr(names[i]) for i in at))} is {array[at]:g}: {cure}")


def _distance(distance: ArrayLike, names: tuple[str, ...]) -> np.ndarray:
    km = _array(distance, [(len(names), len(names))], "distance")
    what = "distance between {0} and {1}"
    _refuse(~np.isfinite(km), km, names, what, "give a finite number of km")
    _refuse(km < 0, km, names, what, "give km, 0 or more")
    _refuse((km != 0) & np.eye(len(km), dtype=bool), km, names, what, "a state is 0 km from itself")
    uneven = np.abs(km - km.T) > SYMMETRY * np.maximum(km, km.T)
    _refuse(uneven, km, names, what, "but it is another the other way; give the same km both ways")
    return _fixed(km)


def _intent(intent: ArrayLike, names: tuple[str, ...]) -> np.ndarray:
    count = len(names)
    seen = _array(intent, [(count,), (count, count)], "intent")
    what = "intent of {0}" if seen.ndim == 1 else "intent of {1} as seen by {0}"
    _refuse(~((seen >= 0) & (seen <= 1)), seen, names, what, "give a value from 0 (benign) to 1 (aggressive)")
    if seen.ndim == 1:
        return _fixed(np.where(np.eye(count, dtype=bool), 0.0, seen))
    _refuse((seen != 0) & np.eye(count, dtype=bool), seen, names, what, "no state threatens itself; give 0")
    return _fixed(seen)
