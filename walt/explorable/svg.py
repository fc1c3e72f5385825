"""matplotlib's SVG made fit for a page: no style sheet, no stray ids, colours by name, a tenth of a unit.

A drawing is a list of lines, one element each, and its definitions (clip paths, markers, hatches) stand
sorted in front. Ids are made from what they name, so that equal pictures have equal lines whatever was
drawn before them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from walt.explorable import theme

Defs = dict[str, str]  # id -> the one line that defines it

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_PATH = re.compile(r'(\bd|points)="([^"]*)"')
_LENGTH = re.compile(r'\b(x|y|width|height|cx|cy|r)="(-?[\d.e-]+)"')
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_GID = re.compile(r'(<(?:g|image)\b[^>]*?) id="([^"]*)"')
_FAMILY = re.compile(r"; font-family: [^;\"]*")
_MOVE = re.compile(r"\b(rotate|translate)\(([^)]*)\)")
_NO_TURN = re.compile(r' transform="rotate\(-?0 [^"]*"')
_DEFINED = re.compile(r'<(path|clipPath|pattern)\b[^>]*? id="([^"]+)"')
_LINK = re.compile(r'(xlink:href="#|url\(#)([^")]+)')


def clean(raw: str) -> tuple[list[str], Defs]:
    """Lines and definitions of what a renderer wrote, without the document around it.

    Parameters
    ----------
    raw : elements as matplotlib's SVG renderer writes them.

    Returns
    -------
    the lines that draw, and the definitions they refer to, by id.
    """
    text = _COMMENT.sub("", raw)
    text = _PATH.sub(lambda m: f'{m[1]}="{_short(m[2])}"', text)
    text = _LENGTH.sub(lambda m: f'{m[1]}="{_tenth(m[2])}"', text)
    text = _GID.sub(lambda m: m[1] + _classes(m[2]), text)
    text = _MOVE.sub(lambda m: f"{m[1]}({_NUMBER.sub(lambda n: _tenth(n[0]), m[2])})", text)
    text = _NO_TURN.sub("", _FAMILY.sub("", text))
    return _pull_definitions(theme.to_variables(text))


def _short(path: str) -> str:
    joined = re.sub(r"\s+", " ", path).strip()
    return re.sub(r" ?([MLQCZz]) ?", r"\1", _NUMBER.sub(lambda m: _tenth(m[0]), joined))


def _tenth(number: str) -> str:
    """Rounded to a tenth of a unit, which is less than a fifth of a pixel on the page."""
    return f"{round(float(number), 1) + 0.0:.1f}".removesuffix(".0") if "." in number else number  # + 0.0: never -0


def _classes(gid: str) -> str:
    """An author's gid "answer-…" or "halo" becomes a class; matplotlib's own numbering goes."""
    marks = [mark for mark in ("answer", "halo") if gid.startswith(mark) or f"-{mark}" in gid]
    return f' class="{" ".join(marks)}"' if marks else ""


def _pull_definitions(text: str) -> tuple[list[str], Defs]:
    drawn, defined, inside = [], [], False
    for line in map(str.strip, text.splitlines()):
        if line in ("<defs>", "</defs>"):
            inside = line == "<defs>"
        elif line:
            (defined if inside else drawn).append(line)
    renamed = {}
    defs: Defs = {}
    for block in _blocks(defined):
        name = _DEFINED.match(block)
        if name is None:
            raise ValueError(f"matplotlib defined something without an id: {block[:80]}")
        body = block.replace(f' id="{name[2]}"', "", 1)
        new = name[1][0] + hashlib.sha256(body.encode()).hexdigest()[:8]
        renamed[name[2]] = new
        defs[new] = block.replace(f' id="{name[2]}"', f' id="{new}"', 1)
    link = lambda m: m[1] + renamed.get(m[2], m[2])  # noqa: E731
    return [_LINK.sub(link, line) for line in drawn], defs


def _blocks(lines: Iterable[str]) -> list[str]:
    """Each definition on one line, with what stands inside it."""
    blocks: list[str] = []
    depth = 0
    for line in lines:
        if depth:
            blocks[-1] += line
        else:
            blocks.append(line)
        depth += line.startswith(("<clipPath", "<pattern")) - line.startswith(("</clipPath", "</pattern"))
    return blocks


def opening(width: float, height: float) -> str:
    """The tag that opens a drawing of so many points; the page decides how large it is shown."""
    return (
        f'<svg class="fig" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width:g} {height:g}" font-family="\'Source Sans 3\', sans-serif" aria-hidden="true">'
    )


def listed(defs: Defs) -> list[str]:
    """The definitions as lines, sorted, so that their order does not tell what was drawn first."""
    return ["<defs>", *(defs[name] for name in sorted(defs)), "</defs>"] if defs else []


def prefixed(line: str, prefix: str) -> str:
    """The line with each id and link led by the explorable's name, so that two drawings on a page never share one."""
    if "#" not in line and ' id="' not in line:
        return line
    return _LINK.sub(rf"\g<1>{prefix}-\g<2>", line.replace(' id="', f' id="{prefix}-'))


def skeleton(line: str) -> tuple[str, ...]:
    """The line cut at its numbers: texts and numbers in turn.

    >>> skeleton('<use x="1.5" y="20"/>')
    ('<use x="', '1.5', '" y="', '20', '"/>')
    """
    return tuple(_CUT.split(line))


_CUT = re.compile(r"((?<![\w#.-])-?\d+(?:\.\d+)?|(?<=[MLQC])-?\d+(?:\.\d+)?)")
