"""Packing is lossless: what is packed comes out again, in a decoder written here from the format alone."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from walt.explorable import packing
from walt.explorable.drawing import Frame


def decode(template: list[Any], position: tuple[int, ...], shape: tuple[int, ...]) -> str:
    """A text stands for itself; a column is looked up at the position of the controls that it names."""
    out = ""
    for piece in template:
        if isinstance(piece, list):
            index = 0
            for control in piece[0]:
                index = index * shape[control] + position[control]
            texts = piece[1].split("\n")
            piece = "".join(texts[line] for line in piece[2][index]) if len(piece) > 2 else texts[index]
        out += piece
    return out


def positions(shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [(i, *rest) for i in range(shape[0]) for rest in positions(shape[1:])] if shape else [()]


def assert_lossless(frames: list[Frame], shape: tuple[int, ...]) -> dict[str, Any]:
    packed = json.loads(packing.as_json(packing.pack(frames, shape)))
    for frame, position in zip(frames, positions(shape), strict=True):
        assert decode(packed["svg"], position, shape) == "".join(line for run in frame.runs for line in run)
        assert decode(packed["sentence"], position, shape) == frame.sentence
    return packed


numbers = st.one_of(
    st.integers(-999, 999).map(str),
    st.floats(-1e3, 1e3).map(lambda x: f"{x:.1f}"),
    st.sampled_from(["-0", "1e-05", "-1.5e+20", ".5", "5.", "1.2.3", "--5", "007", "1-2"]),
)
odd = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\n"), max_size=6)
lines = st.one_of(
    st.tuples(numbers, numbers).map(lambda xy: f'<use x="{xy[0]}" y="{xy[1]}"/>'),
    st.lists(numbers, max_size=4).map(lambda all_of_them: f'<path d="M{"L".join(all_of_them)}Z"/>'),
    st.sampled_from(["</g>", "", "<!-- 3 -->", '<g fill="#12ab56">', "</script>", "ب é \u2028 𝔘"]),
    odd,
)
sentences = st.lists(st.one_of(odd.map(str.strip), numbers), max_size=4).map(" ".join)


@st.composite
def figures(draw: st.DrawFn) -> tuple[list[Frame], tuple[int, ...]]:
    """Frames over one to three controls; all have as many runs, and runs of any length."""
    shape = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=3)))
    runs = draw(st.integers(1, 3))
    few = st.sampled_from(draw(st.lists(st.lists(lines, max_size=4).map(tuple), min_size=1, max_size=4)))
    count = len(positions(shape))
    return [Frame(tuple(draw(few) for _ in range(runs)), draw(sentences)) for _ in range(count)], shape


@settings(deadline=None, max_examples=150)
@given(figures())
def test_whatever_is_packed_comes_out_again(figure: tuple[list[Frame], tuple[int, ...]]) -> None:
    assert_lossless(*figure)


def test_a_column_depends_on_the_controls_that_move_it_alone() -> None:
    """Three controls of 2, 3 and 2 values; x follows the second, y the first and third."""
    shape = (2, 3, 2)
    frames = [Frame(((f'<use x="{b}" y="{10 * a + c}"/>',),), f"Now {b} of 3.") for a, b, c in positions(shape)]
    packed = assert_lossless(frames, shape)
    assert packed["svg"] == ['<use x="', [[1], "0\n1\n2"], '" y="', [[0, 2], "0\n1\n10\n11"], '"/>']
    assert packed["sentence"] == ["Now ", [[1], "0 \n1 \n2 "], "of 3."]


def test_what_never_varies_is_stored_once() -> None:
    frames = [Frame((("<a>",), ("same",) * 100, ("</a>",)), "Same.") for _ in range(50)]
    assert packing.pack(frames, (50,)) == {"svg": ["<a>" + "same" * 100 + "</a>"], "sentence": ["Same."]}


def test_lines_that_come_and_go_leave_the_others_cut_at_their_numbers() -> None:
    few, many = ("<a>", "<b>"), ("<a>", '<c x="1"/>', '<c x="2"/>', "<b>")
    packed = assert_lossless([Frame((few,), "s"), Frame((many,), "s")], (2,))
    assert packed["svg"] == ["<a>", [[0], '<c x="1"/>\n<c x="2"/>', [[], [0, 1]]], "<b>"]


def test_nothing_in_the_data_ends_the_script_or_opens_a_comment() -> None:
    nasty = ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "</SCRIPT >", "\\</", "\u2028", '"\\']
    text = packing.as_json({"svg": nasty})
    assert "</" not in text and "<!--" not in text
    assert json.loads(text)["svg"] == nasty


def test_size_is_what_travels_compressed() -> None:
    noise = random.Random(1).randbytes(3000).hex()  # 6,000 digits that hold 3,000 bytes
    assert packing.size({"svg": ["a" * 100_000]}) < 300
    assert 3000 < packing.size({"svg": [noise]}) < 3600
