"""Shows on the console how the baking gets on, and what the baked figures warn of.

A kernel's own output would end up in the page. Kernels append their lines to the file that EXPLORABLE_LOG
names instead, and a thread of the build reads it as it grows.
"""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)
PAUSE = 0.5  # seconds between two looks


class Follower(threading.Thread):
    """Passes on each whole line of a file as it is written."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path, self.ended, self.read = path, threading.Event(), 0

    def run(self) -> None:
        while not self.ended.wait(PAUSE):
            self.pass_on()

    def pass_on(self) -> None:
        with self.path.open("rb") as file:
            file.seek(self.read)
            lines = file.read().rpartition(b"\n")[0]
        self.read += len(lines) + 1 if lines else 0
        for line in lines.decode().splitlines():
            if line.startswith("warning: "):
                logger.warning(line.removeprefix("warning: "))
            else:
                logger.info(line)

    def end(self) -> None:
        self.ended.set()
        self.join()
        self.pass_on()


def follow(app: Sphinx) -> None:
    """Start to read what the kernels of this build report, until it is finished."""
    handle, name = tempfile.mkstemp(prefix="baking-", suffix=".log")
    os.close(handle)
    os.environ["EXPLORABLE_LOG"] = name
    follower = Follower(Path(name))
    follower.start()

    def finish(app: Sphinx, exception: Exception | None) -> None:
        follower.end()
        Path(name).unlink()

    app.connect("build-finished", finish)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", follow)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
