"""A case as Markdown: every number, reason and source of its file, for the page on data and coding."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from walt.cases.format import OURS, Number, Sheet
from walt.chapters.words import score

#: What the works behind the numbers are called for short; any other goes by its key.
SHORT = {
    "singerbremerstuckey1972": "NMC",
    "leedsetal2002": "ATOP",
    "palmeretal2022": "MID",
    "miller2022": "Miller",
}


def folded(sheet: Sheet) -> str:
    """A case below its title, shut until the title is pressed: HTML, so that a notebook folds it as a page does.

    >>> from walt import cases
    >>> print(folded(cases.sheet("europe-1914")).splitlines()[1])
    <summary><p>Europe in the summer of 1914</p></summary>
    """
    title = html.escape(sheet.title)
    return f'<details class="hide case">\n<summary><p>{title}</p></summary>\n\n{told(sheet)}\n\n</details>'


def told(sheet: Sheet) -> str:
    """A case as Markdown, all that its file says of it; a table that would be empty is left out."""
    parts = {
        "": "\n\n".join(map(plain, (sheet.about or "").strip().split("\n\n"))),
        "Power": _power(sheet),
        "Capitals": _capitals(sheet),
        "Kilometres added": _barriers(sheet),
        "Half distance": _half_distance(sheet),
        "Offence": _coded("offence", {state.name: state.offense for state in sheet.state}),
        "Intentions, as all see them": _coded("intent", {state.name: state.intent for state in sheet.state}),
        "Intentions, where one observer sees them differently": _perceptions(sheet),
        "What the states did": _record(sheet),
        "Sources": "\n".join(f"- {plain(short(work.key))}: {plain(work.citation)}" for work in sheet.source),
    }
    return "\n\n".join(f"**{name}**\n\n{part}" if name else part for name, part in parts.items() if part)


def plain(text: str) -> str:
    r"""A text of a case file, on one line, with nothing in it that Markdown would take for a mark.

    >>> print(plain("Fleet | *army*"))
    Fleet \| \*army\*
    """
    return re.sub(r"([\\`*_{}\[\]<>#$&|~^])", r"\\\1", " ".join(text.split()))


def short(key: str) -> str:
    """What the work behind a number is called for short.

    >>> short("leedsetal2002"), short("thucydides"), short("our coding")
    ('ATOP', 'thucydides', 'Our coding')
    """
    return "Our coding" if key == OURS else SHORT.get(key, key)


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown, or nothing where there are no rows.

    >>> print(table(["state", "power"], [["Japan", "3.16"]]))
    | state | power |
    |---|---|
    | Japan | 3.16 |
    """
    lines = [f"| {' | '.join(map(plain, row))} |" for row in (columns, *rows)]
    return "\n".join([lines[0], re.sub(r"[^|]+", "---", lines[0]), *lines[1:]]) if lines[1:] else ""


def _power(sheet: Sheet) -> str:
    percent = [state.power.value * (1 if state.power.unit == "%" else 100) for state in sheet.state]
    rows = [(state.name, f"{value:.2f}", _why(state.power)) for state, value in zip(sheet.state, percent, strict=True)]
    return table(["state", "power, % of the world", "source and remark"], rows)


def _capitals(sheet: Sheet) -> str:
    rows = [
        (state.name, place.name, f"{place.latitude:.2f}", f"{place.longitude:.2f}", short(place.source))
        for state in sheet.state
        for place in [state.capital]
    ]
    return table(["state", "capital", "° N", "° E", "source"], rows)


def _barriers(sheet: Sheet) -> str:
    rows = [(" – ".join(row.between), f"{row.km:g}", row.reason) for row in sheet.barrier]
    return table(["between", "km added", "reason"], rows)


def _half_distance(sheet: Sheet) -> str:
    given = sheet.half_distance
    return f"{given.value:g} km. {plain(given.reason)}" if given else ""


def _coded(name: str, numbers: dict[str, Number]) -> str:
    rows = [(state, score(number.value), _why(number)) for state, number in numbers.items()]
    return table(["state", name, "reason"], rows)


def _perceptions(sheet: Sheet) -> str:
    return table(
        ["observer", "of", "intent", "reason"],
        [(row.by, row.of, score(row.value), row.reason) for row in sheet.perception],
    )


def _record(sheet: Sheet) -> str:
    rows = [(row.state, f"{row.stance} {row.toward or ''}", f"{short(row.source)}. {row.note}") for row in sheet.record]
    return table(["state", "stance", "source and note"], rows)


def _why(number: Number) -> str:
    """Where a number is from, unless from us, and what is said of it."""
    return " ".join(filter(None, ("" if number.source == OURS else f"{short(number.source)}.", number.reason)))
