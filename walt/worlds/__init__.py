"""A balancing world and a bandwagoning world: the same states, and what aggression and restraint bring in each.

Walt [pp. 26-28] argues that where states balance, those who seek to dominate meet wide opposition and restraint pays;
where they bandwagon, looking strong and dangerous is rewarded, a defeat sends others over to the winner, and statesmen
who believe in it are readier to use force. He gives no formula; the rule of a round is ours, the simplest that we know:

1. One of the living revisionists, drawn at random, has the initiative. It looks at every state no stronger than
   itself and expects the others to balance in the share of balancers that it believes in. With a its own strength,
   v the victim's, P the probability that it prevails (as in `alignment.contest`, m its decisiveness) and X the
   strength that it expects on its side, it expects the gain  P v (1 - spoils + spoils a / X) - (1 - P) a - cost v.
   It attacks where that is greatest, if it is above 0; otherwise the round is quiet.
2. Every other living state takes a side: a balancer the victim's, the weaker, a bandwagoner the attacker's, the
   stronger. (The attacker is never the weaker of the two, so that siding against the threat and with the weaker side
   are the same here.)
3. The contest decides, by all the strength on each side. The beaten leader (attacker or victim) is gone. The winning
   side absorbs its strength: the share `spoils` goes to all of that side by their strength, the leader included, the
   rest to the leader. The strength of all states together never changes.

R is the number of runs, N of states, T of rounds.
"""

from walt.worlds.outcome import Report, report, tension
from walt.worlds.simulation import draw_strengths, simulate, sweep
from walt.worlds.world import History, World

__all__ = ["History", "Report", "World", "draw_strengths", "report", "simulate", "sweep", "tension"]
