"""From the text of a case file to a checked `Sheet`, or to an error that its author can act on."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from walt.cases.format import OURS, OWN_ERRORS, TABLES, Sheet

#: What is wrong with a value and how to mend it, by pydantic's name for the error; braces take its details.
CURES = {
    "missing": "is missing: add it",
    "model_type": "must be a table: write {{ key = value, ... }}",
    "list_type": "must be a list: write [brackets], or [[double brackets]] over each table",
    "string_type": 'must be text: put it in "quotes"',
    "string_too_short": "must not be empty: write something",
    "float_type": "must be a number of usual size: write digits, without quotes",
    "int_type": "must be a whole number: write digits, without quotes or point",
    "finite_number": "must be finite: give a number",
    "greater_than": "must be above {gt:g}: mend the number",
    "greater_than_equal": "must be {ge:g} or more: mend the number",
    "less_than_equal": "must be {le:g} or less: mend the number",
    "literal_error": "must be {expected}: choose one of them",
    "too_short": "must have {min_length} entries or more, not {actual_length}: add to them",
    "too_long": "must have {max_length} entries, not {actual_length}: take some out",
}
WHOLE = ("missing", "too_short", "too_long", "list_type", "model_type")  # here the value itself says little


def read(data: bytes, label: str) -> Sheet:
    """Read and check the content of a case file.

    Raises
    ------
    ValueError that names the file (`label`) and, for every mistake found, key, value and cure.
    """
    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"{label} is not UTF-8 text (byte {error.start}): save it as UTF-8") from None
    except ValueError as error:
        raise ValueError(f"{label} is not TOML: {error}; mend that line, see toml.io") from None
    try:
        sheet = Sheet.model_validate(raw)
    except ValidationError as error:
        raise ValueError(_report(label, [_told(each, raw) for each in error.errors()])) from None
    if mistakes := _loose_ends(sheet):
        raise ValueError(_report(label, mistakes))
    return sheet


def _report(label: str, mistakes: list[str]) -> str:
    return "\n- ".join([f"{label} does not fit the format of a case:", *mistakes])


def _told(error: ErrorDetails, raw: dict[str, Any]) -> str:
    """One of pydantic's errors in our words."""
    kind, value = error["type"], error["input"]
    if kind == "extra_forbidden":
        return f"{_where(error['loc'], raw)} is no key of the format: {_instead(str(error['loc'][-1]))}"
    if kind in OWN_ERRORS:
        return f"{_where(error['loc'], raw)}.{error['msg']}"
    if kind not in CURES:
        return f"{_where(error['loc'], raw)}: {error['msg']}"
    shown = "" if kind in WHOLE else f"is {_short(value)}, but "
    return f"{_where(error['loc'], raw)} {shown}{CURES[kind].format(**error.get('ctx', {}))}"


def _where(location: tuple[int | str, ...], raw: dict[str, Any]) -> str:
    """('state', 0, 'power', 'value') as: state 1 "Germany", power.value."""
    if len(location) < 2 or not isinstance(location[1], int):
        return ".".join(map(str, location))
    row = raw[location[0]][location[1]]
    name = row.get("name") if isinstance(row, dict) else None
    table = f"{location[0]} {location[1] + 1}" + (f' "{name}"' if isinstance(name, str) else "")
    key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in location[2:])
    return f"{table}, {key}" if key else table


def _short(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _instead(key: str) -> str:
    known = {field for table in TABLES for field in table.model_fields}
    close = get_close_matches(key, known, n=1)
    return f'write "{close[0]}" if you mean that, or remove it' if close else "remove it"


def _loose_ends(sheet: Sheet) -> list[str]:
    """What no single table shows: names and keys that lead nowhere, pairs said twice or joined to themselves."""
    names = {state.name for state in sheet.state}
    keys = {row.key for row in sheet.source} | {OURS}
    choose = ", ".join(f'"{state.name}"' for state in sheet.state)
    return [
        *_repeated("state", [f'"{state.name}"' for state in sheet.state]),
        *(
            f'{key} names "{name}", no state of this case: choose {choose}'
            for key, *pair in _pairs(sheet)
            for name in pair
            if name is not None and name not in names
        ),
        *(
            f'{key} is "{cited}", no key of a [[source]]: add one, or write "{OURS}" and a reason'
            for key, cited in _cited(sheet)
            if cited not in keys
        ),
        *_repeated("perception", [f'of "{row.of}" by "{row.by}"' for row in sheet.perception]),
        *_repeated("source", [f'"{row.key}"' for row in sheet.source]),
        *(f'{key} joins "{a}" to itself: name two states' for key, a, b in _pairs(sheet) if a == b),
        *_stances(sheet),
    ]


def _pairs(sheet: Sheet) -> Iterator[tuple[str, str, str | None]]:
    """Where two states stand together, and which."""
    for at, seen in enumerate(sheet.perception, 1):
        yield f"perception {at}", seen.by, seen.of
    for at, barrier in enumerate(sheet.barrier, 1):
        yield f"barrier {at}", *barrier.between
    for at, row in enumerate(sheet.record, 1):
        yield f"record {at}", row.state, row.toward


def _cited(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Where a source is named, and which."""
    for at, state in enumerate(sheet.state, 1):
        for key in ("power", "offense", "intent", "capital"):
            yield f'state {at} "{state.name}", {key}.source', getattr(state, key).source
    for at, row in enumerate(sheet.record, 1):
        yield f"record {at}, source", row.source


def _repeated(what: str, entries: list[str]) -> list[str]:
    return [f"{what} {entry} occurs {count} times: keep one" for entry, count in Counter(entries).items() if count > 1]


def _stances(sheet: Sheet) -> Iterator[str]:
    for at, row in enumerate(sheet.record, 1):
        if row.stance != "aside" and row.toward is None:
            yield f"record {at}, toward is missing: say {row.stance} which state"
        if row.stance == "aside" and row.toward is not None:
            yield f'record {at}, toward is "{row.toward}", but a state that stands aside does so toward none: remove it'
