"""How numbers and names are said in sentences and labels."""

from __future__ import annotations

from collections.abc import Sequence

SOURCES = ("power", "proximity", "offence", "intentions")  # in the order of walt.threat


def score(value: float) -> str:
    """A number between 0 and 1 with two decimals and without the nought.

    >>> score(0.408), score(0.999), score(0.0)
    ('.41', '1.00', '.00')
    """
    return f"{value:.2f}".removeprefix("0")


def share(value: float) -> str:
    """A share of the world as a percentage.

    >>> share(0.2064)
    '20.6 %'
    """
    return f"{100 * value:.1f} %"


def called(name: str) -> str:
    """A state's name within a sentence.

    >>> called("United States"), called("Serbia")
    ('the United States', 'Serbia')
    """
    return f"the {name}" if name.startswith(("United ", "Ottoman ", "Soviet ")) else name


def opening(sentence: str) -> str:
    """The sentence with a capital at its start.

    >>> opening("the United States fears nobody.")
    'The United States fears nobody.'
    """
    return sentence[:1].upper() + sentence[1:]


def listed(items: Sequence[str]) -> str:
    """Items in a row, the last behind "and".

    >>> listed(["power", "offence", "intentions"]), listed(["power"])
    ('power, offence and intentions', 'power')
    """
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))


def percent(value: float) -> str:
    """A chance, or a share of anything but the world, as a whole percentage.

    >>> percent(0.644), percent(0.004)
    ('64 %', '0 %')
    """
    return f"{100 * value:.0f} %"


def counted(number: int) -> str:
    """A small number as a word.

    >>> counted(0), counted(4), counted(31)
    ('none', 'four', '31')
    """
    words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return words[number] if number < len(words) else str(number)
