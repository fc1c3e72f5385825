"""Formulas as MathML, made while the book is built, so that no page loads a script to set them.

The converter is docutils' own, kept behind `to_mathml`; what it gets wrong is mended here, and what it gets
wrong without saying so is refused. A formula that fails is a warning, and so fails a strict build.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

LOGGER = logging.getLogger(__name__)
PHONE = 28  # characters of a formula that a screen of 360 px has room for
PRIME, MACRON, APPLY = "\u2032", "\u00af", "\u2061"
FENCES = {*"()[]{}|,", PRIME, MACRON, APPLY}  # operators without room on both sides

#: What docutils converts wrongly without an error -> what to write instead.
REFUSED = {
    r"\\operatorname\*": r"\underset{n}{\operatorname{argmax}}",
    r"\\(under|over)brace\b": "a sentence below the formula",
    r"\\(boldsymbol|pmb)\b": r"\mathbf",
    r"\\[dt]?frac\s*[^{\s\\]": r"\frac{1}{2}, with braces",
    r"\\tag\b": "a label: $$ ... $$ (eq-name)",
    r"\\(eq)?ref\b": "{eq}`eq-name` in the text",
    r"\n\s*\n": "no empty line within a formula",
}
ACCENTED = re.compile(r"(\\(?:hat|bar|tilde|vec|d?dot|check)\s*(?:\{[^{}]*\}|\\[a-zA-Z]+|[a-zA-Z]))(?=\s*[_^])")
DROPPED = re.compile(r"\\(?:begin|end)\{(?:equation|gather|multline)\*?\}")
RENAMED = re.compile(r"\\(begin|end)\{(?:align|split|eqnarray)\*?\}")


def to_mathml(tex: str, block: bool = False) -> str:
    r"""The MathML of a formula in LaTeX.

    Raises `MathError` where the formula is not understood, or would be set wrongly; the message says what to write.

    >>> to_mathml("x_i")
    '<math><msub><mi>x</mi><mi>i</mi></msub></math>'
    >>> to_mathml(r"\frac12")
    Traceback (most recent call last):
    ...
    docutils.utils.math.MathError: "\frac1" cannot be set: write \frac{1}{2}, with braces
    """
    for pattern, instead in REFUSED.items():
        if found := re.search(pattern, tex.strip()):
            raise MathError(f'"{found[0].strip()}" cannot be set: write {instead}')
    if len(re.findall(r"(?<!\\){", tex)) != len(re.findall(r"(?<!\\)}", tex)):
        raise MathError("braces do not match: each { needs its }")
    tex = RENAMED.sub(r"\\\1{aligned}", DROPPED.sub("", tex)).strip()
    tex = ACCENTED.sub(r"{\1{}}", tex)  # else the index lands under the letter
    written = tex2mathml(tex, as_block=block).replace("&ApplyFunction;", APPLY)
    root = ElementTree.fromstring(written.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', ""))
    _mend(root)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def _mend(element: ElementTree.Element, in_script: bool = False) -> None:
    """Take the indentation out and put right what docutils leaves: spaces, primes, bars, upright capitals."""
    element.tail = None
    if len(element):
        element.text = None
    if element.tag == "mo":
        element.text = {"'": PRIME, "\u02c9": MACRON}.get(element.text, element.text)
        if element.text == "/" or (in_script and "movablelimits" not in element.attrib):
            element.attrib |= {"lspace": "0", "rspace": "0"}
    if element.get("class") == "capital-greek":
        del element.attrib["class"]
        element.set("mathvariant", "normal")
    scripts = element.tag in {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
    for position, child in enumerate(element):
        _mend(child, in_script or (scripts and position > 0))


def width(element: ElementTree.Element) -> float:
    """About how many characters wide a formula is at its widest row; signs and spaces count with the room they take.

    >>> width(ElementTree.fromstring(to_mathml("a = b")))
    4.0
    """
    widths = [width(child) for child in element]
    if element.tag == "mspace":
        return 2 * float(element.get("width", "0").removesuffix("em"))
    if element.tag in {"mfrac", "mtable", "munder", "mover", "munderover"}:
        return max(widths)
    if element.tag == "mo" and element.text not in FENCES and "lspace" not in element.attrib:
        return 2.0
    return sum(widths) + len((element.text or "").strip())


def _convert(self: HTML5Translator, node: nodes.Element, block: bool) -> str:
    try:
        return to_mathml(node.astext(), block)
    except (MathError, ElementTree.ParseError) as error:
        LOGGER.warning("formula %r: %s", node.astext(), error, location=node)
        return f"<code>{self.encode(node.astext())}</code>"


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula of the running text."""
    self.body.append(_convert(self, node, block=False))
    raise nodes.SkipNode


def visit_display(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a displayed formula; what may be wider than a phone can be scrolled, by keyboard too."""
    formula = _convert(self, node, block=True)
    wide = formula.startswith("<math") and width(ElementTree.fromstring(formula)) > PHONE
    focusable = ' tabindex="0" role="group" aria-label="Formula, scrolls sideways"' if wide else ""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(f'<div class="formula"{focusable}>{formula}</div>')
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
