"""The palette: one in Python and in the style sheet, readable on every ground, told apart by every eye."""

import itertools
import re

import numpy as np
import pytest
from colorspacious import cspace_convert

from walt.explorable import theme

ROLES = ("balance", "bandwagon", "aside", "threat")
GROUNDS = ("paper", "card", "land")
PALETTES = {"light": theme.LIGHT, "dark": theme.DARK}

#: Smallest WCAG contrast on any of the grounds: of text 6, of marks and of the borders of controls 3.
NEEDED = {"ink": 12, "ink-2": 6, "axis": 3} | dict.fromkeys(ROLES, 3) | {f"{role}-word": 6 for role in ROLES}

#: Smallest distance of two roles' marks (CAM02-UCS), by mode and by kind of colour vision.
DISTANCES = {
    ("light", None): 25.7, ("dark", None): 25.0,
    ("light", "deuteranomaly"): 15.2, ("dark", "deuteranomaly"): 15.6,
    ("light", "protanomaly"): 22.3, ("dark", "protanomaly"): 21.0,
    ("light", "tritanomaly"): 20.3, ("dark", "tritanomaly"): 21.4,
}  # fmt: skip


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    linear = [np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) for c in (rgb(one), rgb(other))]
    low, high = sorted(float(c @ [0.2126, 0.7152, 0.0722]) for c in linear)
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, deficiency: str | None) -> np.ndarray:
    """Coordinates in CAM02-UCS, as seen with full dichromacy."""
    space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100} if deficiency else "sRGB1"
    return cspace_convert(np.clip(cspace_convert(rgb(colour), space, "sRGB1"), 0, 1), "sRGB1", "CAM02-UCS")


def test_the_style_sheet_has_the_same_palette() -> None:
    sheet = (theme.PAGE / "look.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", sheet)
    assert {token: (light, dark) for token, light, dark in pairs} == {
        token: (theme.LIGHT[token], theme.DARK[token]) for token in theme.LIGHT
    }
    elsewhere = re.sub(r"light-dark\(.*?\)|url\(.*?\)", "", sheet)
    assert not re.findall(r"#[0-9a-f]{3,8}\b", elsewhere), "a colour that is no token"


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize("token", NEEDED)
def test_contrast_on_every_ground(mode: str, token: str) -> None:
    palette = PALETTES[mode]
    assert min(contrast(palette[token], palette[ground]) for ground in GROUNDS) >= NEEDED[token]


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize("role", ROLES)
def test_contrast_on_a_roles_own_wash(mode: str, role: str) -> None:
    palette = PALETTES[mode]
    wash = palette[f"{role}-wash"]
    assert contrast(palette["ink"], wash) >= 12
    assert contrast(palette[f"{role}-word"], wash) >= 6.15
    assert contrast(palette[role], wash) >= 3.15


@pytest.mark.parametrize(("mode", "deficiency"), DISTANCES)
def test_roles_are_told_apart(mode: str, deficiency: str | None) -> None:
    marks = [seen(PALETTES[mode][role], deficiency) for role in ROLES]
    smallest = min(np.linalg.norm(one - other) for one, other in itertools.combinations(marks, 2))
    assert smallest == pytest.approx(DISTANCES[mode, deficiency], abs=0.06)


def test_paint_looks_like_the_light_palette_and_has_no_twins() -> None:
    assert len(set(theme.PAINT.values())) == len(theme.PAINT) == len(theme.LIGHT)
    for token, paint in theme.PAINT.items():
        assert np.abs(rgb(paint) - rgb(theme.LIGHT[token])).max() <= 3 / 255
