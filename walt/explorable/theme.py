"""The look of a figure: palette, type and matplotlib settings. Hex values live here and in page/look.css only.

A figure is drawn in PAINT: colours that look like the light palette and are all different, so that
the engine can tell tokens apart that look alike by day (an axis and a state that stands aside) and
differ by night. In the page each becomes ``var(--token, hex)``: light and dark are the page's choice.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import pathlib
import re
from collections.abc import Iterator

import matplotlib
from matplotlib import colors, font_manager

PAGE = pathlib.Path(__file__).parent / "page"  # what the page serves: player, style sheet, fonts

LIGHT = {
    "paper": "#fdfcf8", "card": "#f5f2ea", "land": "#e9e4d8", "rule": "#d6d0c2",
    "ink": "#1d1b18", "ink-2": "#514d45", "axis": "#7d786f",
    "balance": "#2068b8", "balance-word": "#174f90", "balance-wash": "#d3e1f0",
    "bandwagon": "#bd6a10", "bandwagon-word": "#7a4309", "bandwagon-wash": "#f6e5c9",
    "aside": "#7d786f", "aside-word": "#514d45", "aside-wash": "#e9e4d8",
    "threat": "#902743", "threat-word": "#80243c", "threat-wash": "#efd5da",
}  # fmt: skip
DARK = {
    "paper": "#15171a", "card": "#1d2024", "land": "#282c31", "rule": "#3c4148",
    "ink": "#f2eee6", "ink-2": "#b9b4aa", "axis": "#948f86",
    "balance": "#4f9fe8", "balance-word": "#86bdf2", "balance-wash": "#192c42",
    "bandwagon": "#f2b04a", "bandwagon-word": "#f2b75c", "bandwagon-wash": "#372913",
    "aside": "#a9a49a", "aside-word": "#b9b4aa", "aside-wash": "#282c31",
    "threat": "#ee4a58", "threat-word": "#ff8f96", "threat-wash": "#431f26",
}  # fmt: skip

WIDTH = 4.2  # inches: 302.4 units of the drawing, shown at 304 to 484 px
SMALL, LARGE = 11, 13  # points: the only two sizes in a figure

#: Role of a state -> (dash pattern of its lines, word). The shapes of the marks are drawn by the figures.
ROLES = {
    "balance": ("-", "balances"),
    "bandwagon": ((0, (4, 2)), "bandwagons"),
    "aside": ((0, (1, 2)), "stands aside"),
    "threat": ("-", "threatens"),
}


def _all_different(palette: dict[str, str]) -> dict[str, str]:
    """The palette with each repeated hex moved by one step of blue: unseen by the eye, told apart by the engine."""
    taken: dict[str, str] = {}
    for token, value in palette.items():
        while value in taken.values():
            value = f"#{int(value[1:], 16) + 1:06x}"
        taken[token] = value
    return taken


#: Token -> the hex to draw with.
PAINT = _all_different(LIGHT)

CYCLE = [PAINT[token] for token in ("balance", "bandwagon", "threat", "aside", "ink", "ink-2")]

#: What matplotlib draws in when nobody chose a colour -> the token that stands for it.
_DEFAULTS = {"#000000": "ink", "#ffffff": "card", "#b0b0b0": "rule", "#808080": "axis"} | dict(
    zip(colors.TABLEAU_COLORS.values(), itertools.cycle(("balance", "bandwagon", "aside", "threat", "ink", "ink-2")))
)
_TOKENS = {value: token for token, value in PAINT.items()} | _DEFAULTS

RC = {
    "svg.fonttype": "none", "svg.hashsalt": "explorable", "image.composite_image": False,
    "font.family": ["Source Sans 3", "sans-serif"], "font.size": SMALL,
    "axes.labelsize": SMALL, "axes.titlesize": LARGE, "xtick.labelsize": SMALL, "ytick.labelsize": SMALL,
    "legend.fontsize": SMALL, "legend.frameon": False, "figure.labelsize": SMALL, "figure.titlesize": LARGE,
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.8,
    "axes.edgecolor": PAINT["axis"], "axes.labelcolor": PAINT["ink-2"], "text.color": PAINT["ink"],
    "axes.titlecolor": PAINT["ink"], "axes.prop_cycle": matplotlib.cycler(color=CYCLE),
    "xtick.color": PAINT["axis"], "ytick.color": PAINT["axis"],
    "xtick.labelcolor": PAINT["ink-2"], "ytick.labelcolor": PAINT["ink-2"],
    "xtick.major.size": 3, "ytick.major.size": 0, "ytick.alignment": "center",
    "grid.color": PAINT["rule"], "grid.linewidth": 0.8, "axes.axisbelow": True,
    "lines.linewidth": 2, "lines.solid_capstyle": "butt", "patch.linewidth": 1.4,
    "figure.facecolor": "none", "axes.facecolor": "none", "savefig.facecolor": "none",
    "figure.dpi": 144, "savefig.dpi": 144,
}  # fmt: skip

# The faces that the page serves, so that text falls where it was measured.
for _face in sorted((PAGE / "fonts").glob("*.ttf")):
    font_manager.fontManager.addfont(_face)
# Scripts that our faces lack fall back to DejaVu, which has no semibold: its bold serves.
for _entry in [e for e in font_manager.fontManager.ttflist if e.name == "DejaVu Sans" and e.weight == 700]:
    font_manager.fontManager.ttflist.append(dataclasses.replace(_entry, weight=600))


@contextlib.contextmanager
def look() -> Iterator[None]:
    """Everything drawn inside has the house look; matplotlib's own settings return afterwards."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(RC)
        yield


def outlined_type() -> contextlib.AbstractContextManager[None]:
    """Type as outlines instead of text, for pictures that must look right where the font is not served."""
    return matplotlib.rc_context({"svg.fonttype": "path"})


_HEX = re.compile(r"(?:(?<=: )|(?<=[\"(]))#[0-9a-f]{6}\b")  # as a value, not in the text of a label


def to_variables(svg: str) -> str:
    """Colours of the palette (and matplotlib's defaults) as CSS variables, the light hex as fallback; others stay.

    >>> to_variables("fill: #1d1b18; stroke: #336699")
    'fill: var(--ink, #1d1b18); stroke: #336699'
    """
    return _HEX.sub(lambda m: f"var(--{_TOKENS[m[0]]}, {LIGHT[_TOKENS[m[0]]]})" if m[0] in _TOKENS else m[0], svg)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two hex colours, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    lights = sorted(_luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colors.to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def faint(svg: str) -> list[str]:
    """Colours in a drawing that are no token and stand below 3:1 on the card, by day or by night.

    >>> faint("fill: var(--ink, #1d1b18); stroke: #ffee99")
    ['#ffee99']
    """
    own = sorted(set(_HEX.findall(re.sub(r"var\([^)]*\)", "", svg))))
    return [hex for hex in own if min(contrast(hex, LIGHT["card"]), contrast(hex, DARK["card"])) < 3]
