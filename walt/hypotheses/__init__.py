"""Walt's propositions as checks: in what share of thousands of draws does each hold, and where does it fail?

Each proposition is an object: its statement in our words, Walt's page, the chapter about it, `holds(draws)`, which
says where it holds, `share(n, rng)`, and the reason where it does not. Nothing is tuned to come out well. The forms
of the models and the ranges of the draws are ours; so a share says how far an argument carries in our models, not how
often the world obeys it.

>>> import numpy as np
>>> for hypothesis in ALL[:3]:
...     print(hypothesis.number, hypothesis.page, round(hypothesis.share(20_000, np.random.default_rng(1)), 2))
1 p. 29 0.93
2 p. 30 0.78
3 p. 30 0.97
"""

from walt.hypotheses.at_war import AT_WAR
from walt.hypotheses.draws import draw
from walt.hypotheses.hypothesis import Hypothesis
from walt.hypotheses.one_state import ONE_STATE
from walt.hypotheses.together import TOGETHER

ALL: tuple[Hypothesis, ...] = (*ONE_STATE, *TOGETHER, *AT_WAR)

__all__ = ["ALL", "Hypothesis", "draw"]
