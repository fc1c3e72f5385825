"""Why states ally: models of the first part of chapter 2 of Stephen Walt's The Origins of Alliances (pp. 17-33)."""

__version__ = "0.1.0"
