"""Moments of history as data: who was there, how strong, how far apart, and how each saw the others.

>>> from walt import cases
>>> cases.names()[:4]
['europe-1894', 'europe-1904', 'europe-1907', 'europe-1914']
>>> cases.load("europe-1914").system.names[:3]
('Germany', 'Austria-Hungary', 'France')

Your own case is a text file in TOML; `cases.load("mine.toml")` reads it by its path. A complete one:

    title = "Two cities and a king"
    year = -431
    half_distance = { value = 500, unit = "km", reason = "Armies march, and ships are rowed." }

    [[source]]
    key = "thucydides"
    citation = "Thucydides, The Peloponnesian War, book 1"

    [[state]]
    name = "Athens"
    power = { value = 4, unit = "%", source = "our coding", reason = "The tribute of an empire." }
    offense = { value = 0.7, unit = "share", source = "thucydides" }
    intent = { value = 0.6, unit = "scale", source = "our coding", reason = "It leaves no ally free to go." }
    capital = { name = "Athens", latitude = 37.98, longitude = 23.73, source = "our coding" }

    [[state]]
    name = "Sparta"
    power = { value = 3, unit = "%", source = "our coding", reason = "The best infantry, little money." }
    offense = { value = 0.4, unit = "share", source = "thucydides" }
    intent = { value = 0.3, unit = "scale", source = "our coding", reason = "It fears its own serfs more." }
    capital = { name = "Sparta", latitude = 37.08, longitude = 22.43, source = "our coding" }

    [[state]]
    name = "Persia"
    power = { value = 25, unit = "%", source = "our coding", reason = "The largest empire of its day." }
    offense = { value = 0.5, unit = "share", source = "our coding", reason = "Beaten twice in Greece." }
    intent = { value = 0.2, unit = "scale", source = "our coding", reason = "At peace since 449." }
    capital = { name = "Susa", latitude = 32.19, longitude = 48.26, source = "our coding" }

    [[perception]]
    by = "Sparta"
    of = "Athens"
    value = 0.8
    reason = "Sparta sees the power of Athens grow."

    [[barrier]]
    between = ["Sparta", "Persia"]
    km = 300
    reason = "The Aegean, which the fleet of Athens holds."

    [[record]]
    state = "Sparta"
    stance = "against"
    toward = "Athens"
    note = "War from 431."
    source = "thucydides"

What the keys mean:

- `about`, which may be left out: the moment in words. What was known then and what not; how the record was made.
- `power`: share of the world's capabilities, `unit` "%" or "share"; not scaled to the states of the case.
- `offense`: the share of these that is fit to seize territory, `unit` "share" (0 to 1) or "%".
- `intent`: aggressive intentions as all see them, `unit` "scale", 0 (benign) to 1. Where one state sees
  another differently, a `[[perception]]` says so, with a reason.
- `source`: the key of a `[[source]]`, or "our coding", which needs a `reason` (places need none).
- `capital`: degrees, north and east positive. Distances are along the earth's surface from capital to
  capital. A `[[barrier]]` adds km between two states and says why.
- `half_distance`, which may be left out: km over which projected power halves; 2,000 unless given.
- `record`: what the history shows; `stance` is "with", "against" (both need `toward`) or "aside".
- `perception`, `barrier` and `record` may be left out; whoever fears nothing new needs no line for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path

import numpy as np

from walt.cases.format import Number, Sheet
from walt.cases.reading import read
from walt.states import State, System, great_circle


@dataclass(frozen=True)
class Alignment:
    """What a state did: `stance` is "with", "against" or "aside"; `toward` the state it is about, or None."""

    state: str
    stance: str
    toward: str | None
    note: str
    source: str

    def __str__(self) -> str:
        return f"{self.stance} {self.toward}" if self.toward else self.stance


@dataclass(frozen=True)
class Source:
    """A work that numbers come from: its key, as in the book's references, and the citation."""

    key: str
    citation: str


@dataclass(frozen=True, eq=False)
class Case:
    """A moment: the system as it stood, and what its states then did.

    system : the N states. record : what the history shows. sources : the works used.
    places : (N, 2) latitude and longitude of the capitals in degrees, read-only.
    """

    title: str
    year: int
    system: System
    record: tuple[Alignment, ...] = field(repr=False)
    sources: tuple[Source, ...] = field(repr=False)
    places: np.ndarray = field(repr=False)


def names() -> list[str]:
    """Names of the cases that come with the book, in alphabetical order."""
    files = resources.files(__package__).iterdir()
    return sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))


def load(name: str | PathLike[str]) -> Case:
    """Read a case of the book by its name, or your own by the path of its file.

    Parameters
    ----------
    name : one of `names()`, or the path of a TOML file as the module describes it.

    Raises
    ------
    FileNotFoundError if there is no such case or file; ValueError if the file is no TOML or does not fit the
    format. The message names file, key, value and cure.

    >>> load("europe-1914").title
    'Europe in the summer of 1914'
    """
    return _case(sheet(name), _file(name)[1])


def sheet(name: str | PathLike[str]) -> Sheet:
    """A case as its file has it: every number with its unit, source and reason. Parameters and errors as of `load`.

    >>> japan = sheet("europe-1914").state[-1]
    >>> japan.name, japan.offense.value, japan.offense.source
    ('Japan', 0.5, 'our coding')
    """
    file, label = _file(name)
    return read(file.read_bytes(), label)


def _file(name: str | PathLike[str]) -> tuple[Path | Traversable, str]:
    """Where a case is, and what its errors call it."""
    if name in names():
        return resources.files(__package__) / f"{name}.toml", f"{name}.toml"
    path = Path(name)
    if not path.is_file():
        raise FileNotFoundError(
            f"There is no case and no file {str(name)!r}. The book's cases are {', '.join(names())}; "
            "for a case of your own give the path of its file, such as 'mine.toml'"
        )
    return path, str(path)


def _case(sheet: Sheet, label: str) -> Case:
    places = np.array([(state.capital.latitude, state.capital.longitude) for state in sheet.state])
    places.flags.writeable = False
    try:
        system = _system(sheet, places)
    except ValueError as error:
        raise ValueError(f"{label}: {error}") from None
    record = tuple(Alignment(row.state, row.stance, row.toward, row.note, row.source) for row in sheet.record)
    sources = tuple(Source(row.key, row.citation) for row in sheet.source)
    return Case(sheet.title, sheet.year, system, record, sources, places)


def _system(sheet: Sheet, places: np.ndarray) -> System:
    states = [State(row.name, _share(row.power), _share(row.offense)) for row in sheet.state]
    index = {state.name: i for i, state in enumerate(states)}
    distance = great_circle(places)
    for barrier in sheet.barrier:
        i, j = (index[name] for name in barrier.between)
        distance[[i, j], [j, i]] += barrier.km
    intent = np.tile([state.intent.value for state in sheet.state], (len(states), 1))
    np.fill_diagonal(intent, 0)
    for row in sheet.perception:
        intent[index[row.by], index[row.of]] = row.value
    half_distance = {} if sheet.half_distance is None else {"half_distance": sheet.half_distance.value}
    return System(states, distance, intent, **half_distance)


def _share(number: Number) -> float:
    return number.value / 100 if number.unit == "%" else number.value
