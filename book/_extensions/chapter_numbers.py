"""A chapter has the number that its file name begins with: 04-sources-of-threat is chapter 4 wherever it stands.

So numbers of chapters and equations hold while other chapters come and go. Pages without such a name
(the introduction, the glossary) have none. Sphinx would count through the table of contents instead.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx_external_toc.collectors import TocTreeCollectorWithStyles


def chapter(docname: str) -> int | None:
    """The number in a page's name, or None.

    >>> chapter("book/04-sources-of-threat"), chapter("book/glossary")
    (4, None)
    """
    found = re.match(r"(\d+)-", docname.rpartition("/")[2])
    return int(found[1]) if found else None


def assign_section_numbers(self: TocTreeCollectorWithStyles, env: BuildEnvironment) -> list[str]:
    """Number the pages; stands in for the collector's method of this name. Returns the pages whose number changed."""
    before, env.toc_secnumbers = env.toc_secnumbers, {}
    for docname, contents in env.tocs.items():
        number = chapter(docname)
        if number is not None:
            anchors = [reference["anchorname"] for reference in contents.findall(nodes.reference)]
            env.toc_secnumbers[docname] = dict.fromkeys(anchors, ()) | {"": (number,)}
            env.titles[docname]["secnumber"] = [number]
            next(contents.findall(nodes.reference))["secnumber"] = [number]
    return [docname for docname, numbers in env.toc_secnumbers.items() if numbers != before.get(docname)]


def setup(app: Sphinx) -> dict[str, bool]:
    TocTreeCollectorWithStyles.assign_section_numbers = assign_section_numbers
    # sphinx_external_toc brings this one along; it does nothing here, nor says that pages may be read in parallel
    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True
    return {"parallel_read_safe": True, "parallel_write_safe": True}
