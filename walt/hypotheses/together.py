"""Propositions about six states that choose together: the `coalitions` logit fixed point over the draws.

The six hold, in the shares `six`, what the state and its support hold where one chooses alone: own plus support. All
have the motives and the perceptions of the draw; between them distance is nothing. Choices are counted by strength.
"""

from __future__ import annotations

import numpy as np

from walt.coalitions import Facing, logit_choices
from walt.hypotheses.draws import Draws, some
from walt.hypotheses.hypothesis import Hypothesis, rises, rises_then_gives_way
from walt.hypotheses.one_state import more, motives_of_all

AT_ONCE = 40_000  # fixed points worked on together: 100 MB; fewer would wait for their slowest more often


def camps(draws: Draws, **changed: np.ndarray) -> np.ndarray:
    """(3, n) shares of the six's strength that balance, stand aside, bandwagon, in each draw with something changed."""
    given = {**draws, **changed}
    firsts = range(0, len(given["own"]), AT_ONCE)
    return np.concatenate([_camps(some(given, slice(first, first + AT_ONCE))) for first in firsts]).T


def _camps(draws: Draws) -> np.ndarray:
    own = draws["six"] * (draws["own"] + draws["support"])[:, None]
    facing = Facing(own, draws["threatener"][:, None], draws["intent"][:, None])
    chosen = logit_choices(facing, motives_of_all(draws))
    return np.einsum("rk,rkc->rc", draws["six"], chosen)


def _intentions_provoke(draws: Draws) -> np.ndarray:
    return rises(camps(draws)[0], camps(draws, **more(draws, "intent", 0.1))[0])


def _intentions_deter(draws: Draws) -> np.ndarray:
    return rises(camps(draws, **more(draws, "intent", 0.1))[2], camps(draws)[2])


def _growing_power(draws: Draws) -> np.ndarray:
    def balancing(steps: np.ndarray, rows: np.ndarray) -> np.ndarray:
        here = some(draws, np.tile(rows, len(steps)))
        power = np.repeat(steps, len(rows)) * (here["support"] + here["own"])
        return camps(here, threatener=power)[0].reshape(len(steps), -1)

    return rises_then_gives_way(balancing, len(draws["own"]))


def _may_be_appeased(draws: Draws) -> np.ndarray:
    return draws["intent"] < 0.4


TOGETHER = (
    Hypothesis(
        number="12a",
        statement="Where all choose together, aggressive intentions provoke balancing.",
        page="pp. 25-26",
        chapter="08-aggressive-intentions",
        change="Intent rises by .1, to 1 at most, in the eyes of six states: the share of their strength that balances "
        "rises.",
        reason="It holds more often than for one state alone; but where the threatener may still be appeased, fear "
        "makes some join it, and each who does makes it the stronger: where intent is below .4 it holds in 33 % of "
        "draws, elsewhere in 93 %.",
        check=_intentions_provoke,
        where=_may_be_appeased,
    ),
    Hypothesis(
        number="12b",
        statement="Where all choose together, aggressive intentions keep states from bandwagoning.",
        page="pp. 25-26",
        chapter="08-aggressive-intentions",
        change="Intent rises by .1, to 1 at most, in the eyes of six states: the share of their strength that "
        "bandwagons falls.",
        reason="It holds more often than for one state alone, though not where the threatener may still be appeased, "
        "for the same cause: where intent is below .4 it holds in 33 % of draws, elsewhere in 97 %.",
        check=_intentions_deter,
        where=_may_be_appeased,
    ),
    Hypothesis(
        number="12c",
        statement="Where all choose together, balancing rises with the threatener's power and gives way once it cannot "
        "be held.",
        page="pp. 18-19",
        chapter="02-balancing-behavior",
        change="The threatener grows from a tenth of the strength of six states to eight times as much, in 60 steps: "
        "the share of their strength that balances is highest in between, by .02 at least above both ends.",
        reason="It holds less often than for one state alone, since each who goes over draws others along, and "
        "balancing is highest against the weakest of threateners: where intent is below .5 or early above .25 it "
        "holds in 56 % of draws, elsewhere in 91 %.",
        check=_growing_power,
        where=lambda draws: (draws["intent"] < 0.5) | (draws["early"] > 0.25),
    ),
)
