"""Plain data files that authors write: TOML, checked against its format, with errors that say where and how to mend."""

from __future__ import annotations

import pathlib
import tomllib
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError


class Sheet(BaseModel):
    """A table of such a file: nothing unknown in it, nothing missing, nothing of another kind."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Format = TypeVar("Format", bound=Sheet)


def _says_something(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty; write a sentence")
    return value


Text = Annotated[str, AfterValidator(_says_something)]
AsTuple = BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value)  # TOML's arrays


def read(path: pathlib.Path, format: type[Format], keys: str) -> Format:
    """The contents of a file.

    Parameters
    ----------
    path : of the TOML file, from the folder of the notebook.
    format : what must stand in it.
    keys : said where a key is unknown: which there are.

    Raises
    ------
    FileNotFoundError or ValueError; the message names the file, the place in it and the cure.
    """
    try:
        return format.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise FileNotFoundError(f"{path}: no such file; give the path from the notebook's folder") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no valid TOML: {error}") from None
    except ValidationError as error:
        raise ValueError(f"{path}: {'; '.join(_complaint(each, keys) for each in error.errors())}") from None


def _complaint(error: Any, keys: str) -> str:
    """One of pydantic's findings as a sentence: the place, what is wrong, what is expected."""
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    said = {"extra_forbidden": f"unknown key; {keys}", "missing": "missing; add it"}
    told = said.get(error["type"], error["msg"].removeprefix("Value error, "))
    return f"{place}: {told}" if place else told
