"""The format of a case file, table by table; what the keys mean stands in the docstring of `walt.cases`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

OURS = "our coding"
TOP = {"%": 100.0, "share": 1.0, "scale": 1.0}  # the greatest value in each unit

Text = Annotated[str, StringConstraints(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]


class Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, frozen=True)


class Number(Table):
    """A number from a source, or coded by the author for a reason."""

    value: Annotated[float, Field(ge=0)]
    unit: Literal["%", "share"]
    source: Text
    reason: Text | None = None

    @model_validator(mode="after")
    def _in_range_and_reasoned(self) -> Number:
        top = TOP[self.unit]
        if self.value > top:
            told = f"value is {self.value:g} with unit {self.unit}: give 0 to {top:g}, or mend the unit"
            raise PydanticCustomError("range", told)
        if self.source == OURS and self.reason is None:
            raise PydanticCustomError("reason", 'source is "our coding": add a reason, one sentence that defends it')
        return self


class Intent(Number):
    unit: Literal["scale"]


class Capital(Table):
    name: Text
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    source: Text


class HalfDistance(Table):
    value: Annotated[float, Field(gt=0)]
    unit: Literal["km"]
    reason: Text


class StateRow(Table):
    name: str
    power: Number
    offense: Number
    intent: Intent
    capital: Capital


class Perception(Table):
    by: Text
    of: Text
    value: Share
    reason: Text


class Barrier(Table):
    between: Annotated[list[Text], Field(min_length=2, max_length=2)]
    km: Annotated[float, Field(gt=0)]
    reason: Text


class RecordRow(Table):
    state: Text
    stance: Literal["with", "against", "aside"]
    toward: Text | None = None
    note: Text
    source: Text


class SourceRow(Table):
    key: Text
    citation: Text


class Sheet(Table):
    """A whole file."""

    title: Text
    year: int
    about: Text | None = None
    half_distance: HalfDistance | None = None
    state: Annotated[list[StateRow], Field(min_length=2)]
    perception: list[Perception] = []
    barrier: list[Barrier] = []
    record: list[RecordRow] = []
    source: list[SourceRow] = []


OWN_ERRORS = ("range", "reason")  # raised above, in our words from the key on
TABLES = (Sheet, StateRow, Number, Capital, HalfDistance, Perception, Barrier, RecordRow, SourceRow)
