"""matplotlib's SVG made fit for a page: rounded, without stray ids, colours by name; nothing that shows is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walt.explorable import svg, theme


def lines(raw: str) -> list[str]:
    return svg.clean(raw)[0]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("M 1.04 2.06 L 10.96 20.0", "M1 2.1L11 20"),
        ("M -0.04 0.04 L -0.06 3", "M0 0L-0.1 3"),
        ("M 1 2\nQ 3.55 4 5 6 z", "M1 2Q3.5 4 5 6z"),  # 3.55 lies just below, as binary
        ("M 0.000001 99.95", "M0 100"),
    ],
)
def test_paths_are_rounded_to_a_tenth(given: str, wanted: str) -> None:
    assert lines(f'<path d="{given}"/>') == [f'<path d="{wanted}"/>']


@given(st.floats(-2000, 2000, allow_subnormal=False))
def test_rounding_moves_nothing_by_more_than_half_a_tenth(x: float) -> None:
    (line,) = lines(f'<use x="{x:f}" y="3"/>')
    shown = re.search(r'x="([^"]*)"', line)[1]
    assert abs(float(shown) - x) <= 0.05 + 1e-6
    assert re.fullmatch(r"-?(0|[1-9]\d*)(\.[1-9])?", shown) and shown != "-0"


def test_turns_and_moves_are_rounded_and_no_turn_goes() -> None:
    assert lines('<g transform="translate(1.26 2.04) rotate(-45.0499)">') == [
        '<g transform="translate(1.3 2) rotate(-45)">'
    ]
    assert lines('<text transform="rotate(-0 5.5 6.5)">a</text>') == ["<text>a</text>"]


def test_text_stays_as_it_is_written() -> None:
    kept = "<text>1.23456 -- &lt;b&gt; العربية é 𝔘</text>"
    assert lines(kept) == [kept]


def test_matplotlibs_numbering_goes_and_an_authors_gid_becomes_a_class() -> None:
    assert lines('<g id="line2d_17">') == ["<g>"]
    assert lines('<g id="answer-top">') == ['<g class="answer">']
    assert lines('<g id="answer-halo">') == ['<g class="answer halo">']
    assert lines('<image x="1" id="answer-map" width="2"/>') == ['<image x="1" class="answer" width="2"/>']
    assert lines('<image id="image0f3" width="2"/>') == ['<image width="2"/>']


def test_comments_go_whatever_they_say() -> None:
    assert lines("<!-- 16 -->\n<g>\n<!-- two\nlines -->\n</g>") == ["<g>", "</g>"]


def test_equal_definitions_have_equal_ids_whatever_they_were_called() -> None:
    one = '<defs>\n<path id="m1" d="M 0 0"/>\n</defs>\n<use xlink:href="#m1"/>'
    other = '<defs>\n<path id="m2" d="M 0 0"/>\n</defs>\n<use xlink:href="#m2"/>'
    assert svg.clean(one) == svg.clean(other)
    different = '<defs>\n<path id="m1" d="M 0 9"/>\n</defs>\n<use xlink:href="#m1"/>'
    assert svg.clean(one)[0] != svg.clean(different)[0]


def test_each_link_finds_its_definition_under_the_figures_name() -> None:
    raw = (
        '<defs>\n<clipPath id="c">\n<rect x="0" y="0" width="9" height="9"/>\n</clipPath>\n</defs>\n'
        '<defs>\n<pattern id="h" width="72">\n<path d="M 0 0"/>\n</pattern>\n</defs>\n'
        '<path clip-path="url(#c)" style="fill: url(#h)" d="M 1 1"/>'
    )
    drawn, defs = svg.clean(raw)
    whole = "".join(svg.prefixed(line, "reach") for line in [*svg.listed(defs), *drawn])
    ids, links = re.findall(r' id="([^"]+)"', whole), re.findall(r"#([\w-]+)", whole)
    assert sorted(ids) == sorted(links)
    assert len(ids) == 2 and all(name.startswith("reach-") for name in ids)
    assert "".join(svg.listed(dict(reversed(defs.items())))) == "".join(svg.listed(defs))


def test_something_defined_without_an_id_is_said() -> None:
    with pytest.raises(ValueError, match="without an id: <filter"):
        svg.clean("<defs>\n<filter>\n</defs>")


def test_default_colours_become_tokens_and_other_colours_stay() -> None:
    """Black and matplotlib's first two colours; what each is called is the palette's word."""
    shown = "".join(
        lines('<path style="fill: #000000; stroke: #1f77b4"/>\n<path style="fill: #ff7f0e; stroke: #336699"/>')
    )
    assert shown == (
        '<path style="fill: var(--ink, #1d1b18); stroke: var(--balance, #2068b8)"/>'
        '<path style="fill: var(--bandwagon, #bd6a10); stroke: #336699"/>'
    )


def test_a_colour_named_in_a_label_is_left_to_read() -> None:
    assert lines('<text style="fill: #000000">black is #000000</text>') == [
        '<text style="fill: var(--ink, #1d1b18)">black is #000000</text>'
    ]


def test_every_token_is_drawn_in_a_colour_of_its_own_and_comes_back() -> None:
    assert len(set(theme.PAINT.values())) == len(theme.LIGHT) == len(theme.DARK)
    for token, paint in theme.PAINT.items():
        assert theme.to_variables(f"fill: {paint}") == f"fill: var(--{token}, {theme.LIGHT[token]})"


def test_faint_colours_are_found_by_day_and_by_night() -> None:
    assert theme.contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)  # WCAG's own example of 4.5:1
    assert theme.faint("fill: #ffee99; stroke: #222222; color: #808080") == ["#222222", "#ffee99"]
    assert theme.faint("fill: var(--rule, #d6d0c2)") == []
