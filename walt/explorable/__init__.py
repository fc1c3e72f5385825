"""Figures that answer: drawn by a Python function, alive in a notebook and in the published page.

Knows nothing of alliances. An `Explorable` is a function that draws one state of a figure, and its controls;
a `Quiz` asks questions and a `Decision` sets a scene, each from a data file.
"""

from walt.explorable.controls import Choice, Slider, Toggle
from walt.explorable.decision import Decision
from walt.explorable.explorable import Explorable, Prediction
from walt.explorable.quiz import Quiz

__all__ = ["Choice", "Decision", "Explorable", "Prediction", "Quiz", "Slider", "Toggle"]
