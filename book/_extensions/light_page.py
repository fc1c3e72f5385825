"""Takes out of the theme what the book does not use, and mends what its pages lack for assistive technology.

Of 1,000 kB that a plain page weighs, 700 are icons: fontawesome's script and its font of 1,400 signs. No page loads
the script (see bundle), and the font is replaced by one of the signs that the pages use.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

ICONS = Path(__file__).parent.parent / "page" / "fonts" / "Icons.woff2"
UNUSED = ("*.map", "*.ttf", "fontawesome.js*", "bootstrap.js*", "fa-brands*", "fa-regular*")  # 6 MB of a release
REDIRECT = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title><meta http-equiv="refresh" content="0; url={first}">
<link rel="icon" href="_static/{icon}"></head>
<body><main><h1>{title}</h1><p><a href="{first}">Open the book</a></p></main></body>
</html>
"""


def mend(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Put the roles in a page's text right."""
    context["body"] = mend_roles(context.get("body", ""))


#: What axe finds wrong in the text as Sphinx writes it -> what stands there instead.
MENDED = {
    'role="doc-biblioentry"': 'role="listitem"',  # a role without a list around it
    ' aria-label="Toggle hidden content"': "",  # hides the words that the summary shows
}


def mend_roles(body: str) -> str:
    """The text of a page with its roles and labels put right.

    >>> mend_roles('<div role="doc-biblioentry">')
    '<div role="listitem">'
    """
    for wrong, right in MENDED.items():
        body = body.replace(wrong, right)
    return body


def strip_static(app: Sphinx, exception: Exception | None) -> None:
    """Put the small icon font in, leave out what no page asks for, and let the book open at its first page."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    shutil.copyfile(ICONS, static / "vendor" / "fontawesome" / "webfonts" / "fa-solid-900.woff2")
    for pattern in UNUSED:
        for path in static.rglob(pattern):
            path.unlink()
    first = f"{app.config.root_doc}.html"
    icon = Path(app.config.html_favicon or "").name
    page = REDIRECT.format(language=app.config.language, title=app.config.html_title, first=first, icon=icon)
    if first != "index.html":
        Path(app.outdir, "index.html").write_text(page, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", mend)
    app.connect("build-finished", strip_static, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
