"""Text on its way into a page."""

from __future__ import annotations

import html
import re


def escape(words: str) -> str:
    """The words escaped, with each number and its per cent sign kept on one line.

    >>> escape("15.8 % & more")
    '15.8\\xa0% &amp; more'
    """
    return html.escape(re.sub(r"(?<=\d) %", "\u00a0%", words))
