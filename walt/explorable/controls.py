"""The controls of an explorable: each is a finite grid of values, so that every state can be baked."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any

#: A value in words: a function of the value, or one text for each value of the grid.
Words = Callable[[Any], str] | Sequence[str] | None


def _in_words(words: Words, values: Sequence[Any], otherwise: Callable[[Any], str], what: str) -> tuple[str, ...]:
    if words is None:
        return tuple(otherwise(value) for value in values)
    if callable(words):
        return tuple(str(words(value)) for value in values)
    if isinstance(words, str) or len(words) != len(values):
        raise ValueError(
            f"{what}: words has {len(words)} texts for {len(values)} values; give one for each, or a function"
        )
    return tuple(str(word) for word in words)


@dataclass(frozen=True)
class Slider:
    """Numbers from `low` to `high` in steps of `step`, both ends included.

    Parameters
    ----------
    low, high, step : finite numbers; the distance from low to high is a whole number of steps.
    value : where it stands first; `low` unless given. Must lie on the grid.
    label : what it is called; the parameter's name unless given.
    unit : what it is measured in, shown behind the number.
    words : the value in words, as a function of the value or one text a value.

    Raises
    ------
    ValueError if the grid has no second value, does not meet `high`, or misses `value`.

    >>> Slider(0, 1, 0.25, value=0.5, unit="km").words_of_all
    ('0 km', '0.25 km', '0.5 km', '0.75 km', '1 km')
    """

    low: float
    high: float
    step: float
    _: KW_ONLY
    value: float | None = None
    label: str = ""
    unit: str = ""
    words: Words = None

    def __post_init__(self) -> None:
        what = f"Slider({self.low}, {self.high}, {self.step})"
        if not all(math.isfinite(number) for number in (self.low, self.high, self.step)):
            raise ValueError(f"{what}: low, high and step must be finite numbers")
        if self.step <= 0 or self.high <= self.low:
            raise ValueError(f"{what}: step must be above 0 and high above low")
        steps = (self.high - self.low) / self.step
        if abs(steps - round(steps)) > 1e-9 * max(1, steps):
            raise ValueError(f"{what}: the steps do not meet {self.high}; the last value would be {self.values[-1]}")
        if self.value is not None and self.value not in self.values:
            nearest = min(self.values, key=lambda value: abs(value - self.value))
            raise ValueError(f"{what}: value={self.value} lies off the grid; the nearest value on it is {nearest}")
        _ = self.words_of_all

    @cached_property
    def values(self) -> tuple[float, ...]:
        """The grid. Whole numbers stay whole, and 0.1 + 0.2 is 0.3."""
        count = math.floor((self.high - self.low) / self.step + 1e-9) + 1
        return tuple(_tidy(self.low + i * self.step) for i in range(count))

    @cached_property
    def words_of_all(self) -> tuple[str, ...]:
        unit = f" {self.unit}" if self.unit else ""
        return _in_words(
            self.words, self.values, lambda value: f"{value:,}{unit}", f"Slider({self.low}, {self.high}, {self.step})"
        )

    @property
    def start(self) -> int:
        """Index of the first value shown."""
        return 0 if self.value is None else self.values.index(self.value)


def _tidy(number: float) -> float:
    rounded = round(number, 10)
    return int(rounded) if float(rounded).is_integer() else rounded


@dataclass(frozen=True, init=False)
class Choice:
    """One of several options, in the order given.

    Parameters
    ----------
    options : two or more texts or numbers, all different.
    value : the option shown first; the first unless given.
    label, words : as for Slider.

    Raises
    ------
    ValueError for fewer than two options, an option twice, or a value that is no option.

    >>> Choice("France", "Russia", value="Russia").start
    1
    """

    options: tuple[Any, ...]
    value: Any
    label: str
    words: Words

    def __init__(self, *options: Any, value: Any = None, label: str = "", words: Words = None) -> None:
        what = f"Choice{options}"
        if len(options) < 2 or len({str(option) for option in options}) < len(options):
            raise ValueError(f"{what}: give two or more options, each of them once")
        if value is not None and value not in options:
            raise ValueError(f"{what}: value={value!r} is none of the options")
        for name, given in (("options", options), ("value", value), ("label", label), ("words", words)):
            object.__setattr__(self, name, given)
        _ = self.words_of_all

    @property
    def values(self) -> tuple[Any, ...]:
        return self.options

    @cached_property
    def words_of_all(self) -> tuple[str, ...]:
        return _in_words(self.words, self.options, str, f"Choice{self.options}")

    @property
    def start(self) -> int:
        return 0 if self.value is None else self.options.index(self.value)


@dataclass(frozen=True)
class Toggle:
    """Off or on: False or True.

    Parameters
    ----------
    value : whether it is on at first.
    label : what it is called; the parameter's name unless given.

    >>> Toggle(True).start
    1
    """

    value: bool = False
    _: KW_ONLY
    label: str = ""
    values = (False, True)
    words_of_all = ("off", "on")

    def __post_init__(self) -> None:
        if not isinstance(self.value, bool):
            raise ValueError(f"Toggle({self.value!r}): the value is True or False")

    @property
    def start(self) -> int:
        return int(self.value)


Control = Slider | Choice | Toggle
