"""All choose together: every state but the threatener balances, stands aside or bandwagons [Walt, pp. 17-18, 26-30].

What is best for one state hangs on what the others do; Walt says so in words, the functional forms are ours. Against
a threatener j, state i reckons with

D_i  the sum of a_k g_ki over the other balancers: their power, as far as it reaches i
A_i  a_j g_ij o_j, plus the sum of a_k g_ik over the other bandwagoners

and weighs its choices by `alignment.utilities`. A profile holds one choice a state: BALANCE, ASIDE or BANDWAGON, and
THREATENER in the place of the threatener, which does not choose. N counts the states, K those that choose.

One moment, a `System`:  `equilibria`, `best_response_path`, `logit_equilibrium`, `tipping`
Many draws, a `Facing`:  `are_equilibria`, `logit_choices`
"""

from walt.coalitions.enumeration import are_equilibria, equilibria, profiles
from walt.coalitions.logit import logit_choices, logit_equilibrium
from walt.coalitions.responses import Responses, Tipping, best_response_path, tipping
from walt.coalitions.situation import ASIDE, BALANCE, BANDWAGON, MOST, THREATENER, Facing, facing

__all__ = [
    "ASIDE",
    "BALANCE",
    "BANDWAGON",
    "MOST",
    "THREATENER",
    "Facing",
    "Responses",
    "Tipping",
    "are_equilibria",
    "best_response_path",
    "equilibria",
    "facing",
    "logit_choices",
    "logit_equilibrium",
    "profiles",
    "tipping",
]
