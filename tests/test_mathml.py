"""Formulas: twenty that the book may write, what is mended, and what is refused instead of being set wrongly."""

from xml.etree import ElementTree

import pytest
from docutils.utils.math import MathError
from mathml import PHONE, to_mathml, width

FORMULAS = [
    r"x",
    r"T_{ij} = a_j^{w_1} g_{ij}^{w_2} o_j^{w_3} n_{ij}^{w_4}",
    r"g_{ij} = 2^{-d_{ij}/h}",
    r"\sum_{k=1}^{4} w_k = 1",
    r"p(x, y) = \frac{x^m}{x^m + y^m}",
    r"\hat{n}_{ij} = \underset{n}{\operatorname{argmax}} \, \Pr(n \mid \mathbf{x}_j)",
    r"P_b = p\Bigl(a_i + \sum_{k \ne i} s_k a_k,\ a_j\Bigr)",
    r"s_i = \begin{cases} +1 & \text{if } i \text{ balances} \\ -1 & \text{otherwise} \end{cases}",
    r"\bar{x} = \frac{1}{N} \sum_{i=1}^N x_i",
    r"\sqrt{\frac{\sum_i (x_i - \bar{x})^2}{N - 1}}",
    r"A = \begin{pmatrix} 0 & 1 \\ -1 & 0 \end{pmatrix}",
    r"x' \in \mathbb{R}^N",
    r"\max_a U(a)",
    r"\Delta U = U(\text{balance}) - U(\text{bandwagon})",
    r"\left( \prod_{k=1}^{4} x_k \right)^{1/4}",
    r"\begin{align*} U &= 1 - n\,P_n \\ V &= 1 - n\,(1-\sigma)\,P_w \end{align*}",
    r"\begin{equation} E = 1 \end{equation}",
    r"0 \le n \le 1, \quad w_k \ge 0",
    r"\log T_{ij} = \sum_k w_k \log x_k",
    r"i \ne j, \; d_{ij} \to \infty",
]


@pytest.mark.parametrize("tex", FORMULAS)
@pytest.mark.parametrize("block", [False, True])
def test_a_formula_is_well_formed_mathml(tex: str, block: bool) -> None:
    root = ElementTree.fromstring(to_mathml(tex, block))
    assert root.tag == "math"
    assert (root.get("display") == "block") == block
    assert "".join(root.itertext()).strip()
    assert "xmlns" not in to_mathml(tex, block)


def test_there_are_twenty_formulas() -> None:
    assert len(FORMULAS) == 20


def test_an_index_stands_beside_its_accented_letter() -> None:
    root = ElementTree.fromstring(to_mathml(r"\hat{n}_{ij}"))
    assert root[0].tag == "msub", "docutils alone makes munderover of it: the index lands under the letter"
    assert root[0].find(".//mover") is not None


def test_prime_bar_and_slash_are_mended() -> None:
    assert "<mo>\u2032</mo>" in to_mathml("x'")
    assert "\u00af" in to_mathml(r"\bar{x}")
    assert '<mo stretchy="false" lspace="0" rspace="0">/</mo>' in to_mathml("a/b")


def test_operators_in_an_index_take_no_space_but_limits_do() -> None:
    root = ElementTree.fromstring(to_mathml(r"\sum_{k \ne i} x", block=True))
    inside = [mo for mo in root.iter("mo") if mo.text == "≠"]
    assert [mo.get("lspace") for mo in inside] == ["0"]
    assert [mo.get("lspace") for mo in root.iter("mo") if mo.text == "∑"] == [None]


def test_capital_greek_is_upright() -> None:
    assert to_mathml(r"\Delta") == '<math><mi mathvariant="normal">Δ</mi></math>'


@pytest.mark.parametrize(
    "tex",
    [r"\operatorname*{argmax}_n", r"\underbrace{a}_b", r"\overbrace{a}", r"\boldsymbol{x}", r"\frac12", r"x \tag{1}",
     r"\ref{eq}", r"\eqref{eq}", "a\n\nb", r"\nonsense", r"{x", r"\Big("],
)  # fmt: skip
def test_what_would_be_set_wrongly_is_refused(tex: str) -> None:
    with pytest.raises(MathError):
        to_mathml(tex)


def test_a_refusal_names_the_cure() -> None:
    with pytest.raises(MathError, match=r"\\frac\{1\}\{2\}"):
        to_mathml(r"\frac12")


def test_the_widest_row_decides_whether_a_phone_has_room() -> None:
    def measured(tex: str) -> float:
        return width(ElementTree.fromstring(to_mathml(tex, block=True)))

    long = "a + b + c + d + e + f + g + h + i + j + k"
    assert measured("a + b") < PHONE < measured(long)
    assert measured(rf"\frac{{{long}}}{{2}}") == measured(long)
    assert measured(r"\begin{aligned} a &= b \\ c &= d \end{aligned}") == measured("a = b")
