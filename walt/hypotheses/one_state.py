"""Propositions about one state's choice: `alignment` over the draws, each time with one thing changed."""

from __future__ import annotations

import numpy as np

from walt.alignment import Motives, choice_probabilities, utilities
from walt.hypotheses.draws import MOTIVES, Draws, some
from walt.hypotheses.hypothesis import Hypothesis, rises, rises_then_gives_way


def motives(draws: Draws) -> Motives:
    """The character of the state in each draw."""
    return Motives(**{name: draws[name] for name in MOTIVES})


def motives_of_all(draws: Draws) -> Motives:
    """The same for several states, who share it: (n, 1)."""
    return Motives(**{name: draws[name][:, None] for name in MOTIVES})


def choices(draws: Draws, **changed: np.ndarray) -> tuple[np.ndarray, ...]:
    """B, S, W: how likely the state balances, stands aside, bandwagons, in each draw with something changed."""
    given = {**draws, **changed}
    situation = (given[name] for name in ("own", "threatener", "support", "intent"))
    return tuple(np.moveaxis(choice_probabilities(*situation, motives(given)), -1, 0))


def leaning(draws: Draws, **changed: np.ndarray) -> np.ndarray:
    """b = B / (B + W): balancing among those who take sides."""
    balance, _, bandwagon = choices(draws, **changed)
    return balance / (balance + bandwagon)


def more(draws: Draws, name: str, step: float) -> dict[str, np.ndarray]:
    """One motive, or the intent, raised by a step, to 1 at most."""
    return {name: np.minimum(draws[name] + step, 1)}


def times(draws: Draws, name: str, factor: float) -> dict[str, np.ndarray]:
    """One strength multiplied."""
    return {name: draws[name] * factor}


def _who_can_turn_the_outcome(draws: Draws) -> np.ndarray:
    support = draws["support_below"]
    lacking = draws["threatener"] - support
    weak, strong = (leaning(draws, support=support, own=share * lacking) for share in (0.1, 1.5))
    return rises(weak, strong)


def _support(draws: Draws) -> np.ndarray:
    return rises(leaning(draws), leaning(draws, **times(draws, "support", 1.5)))


def _protected_bystanders(draws: Draws) -> np.ndarray:
    protected = {**draws, "spillover": np.full(len(draws["spillover"]), 0.9)}
    return rises(choices(protected)[1], choices(protected, **times(draws, "support", 1.5))[1])


def _expected_protection(draws: Draws) -> np.ndarray:
    return rises(choices(draws)[1], choices(draws, **more(draws, "spillover", 0.3))[1])


def _intentions_provoke(draws: Draws) -> np.ndarray:
    return rises(choices(draws)[0], choices(draws, **more(draws, "intent", 0.1))[0])


def _intentions_deter(draws: Draws) -> np.ndarray:
    return rises(choices(draws, **more(draws, "intent", 0.1))[2], choices(draws)[2])


def _sure_victory(draws: Draws) -> np.ndarray:
    return rises(choices(draws)[2], choices(draws, **times(draws, "support", 0.7))[2])


def _decline(draws: Draws) -> np.ndarray:
    return rises(choices(draws, **times(draws, "threatener", 0.8))[2], choices(draws)[2])


def _quick_offence(draws: Draws) -> np.ndarray:
    return rises(choices(draws)[2], choices(draws, **more(draws, "early", 0.2))[2])


def _growing_power(draws: Draws) -> np.ndarray:
    def balancing(steps: np.ndarray, rows: np.ndarray) -> np.ndarray:
        here = some(draws, rows)
        return choices(here, threatener=np.multiply.outer(steps, here["support"] + here["own"]))[0]

    return rises_then_gives_way(balancing, len(draws["own"]))


def _doubt(draws: Draws) -> np.ndarray:
    situation = (*(draws[name] for name in ("own", "threatener", "support")), draws["doubtful_intent"])
    sure, unsure = (utilities(*situation, motives(draws), spread) for spread in (0, draws["spread"]))
    return rises(sure[:, 0] - sure[:, 2], unsure[:, 0] - unsure[:, 2])


def _little_fear(draws: Draws) -> np.ndarray:
    return (draws["intent"] < 0.4) & (draws["spoils"] > 0.1)


def _fears_victor_more(draws: Draws) -> np.ndarray:
    return draws["intent"] > 2 * draws["penalty"]


ONE_STATE = (
    Hypothesis(
        number="1",
        statement="The weak bandwagon more than those strong enough to turn the outcome.",
        page="p. 29",
        chapter="11-strong-and-weak-states",
        change="Where the threatener is stronger than those against it, the state grows from a tenth of what they "
        "lack to one and a half times as much: balancing gains on bandwagoning.",
        reason="The strong who have little to fear join for profit: where intent is below .4 and spoils are above .1 "
        "it holds in 69 % of draws, elsewhere in 99 %.",
        check=_who_can_turn_the_outcome,
        where=_little_fear,
    ),
    Hypothesis(
        number="2",
        statement="The more allies there are, the more balancing gains on bandwagoning.",
        page="p. 30",
        chapter="12-availability-of-allies",
        change="Half as much again stands against the threatener: balancing gains on bandwagoning.",
        reason="A state that joins a threatener fears its victory, so that strong opponents make joining it less "
        "dangerous as well: where intent is above twice the penalty for defeat it holds in 54 % of draws, elsewhere "
        "in 94 %.",
        check=_support,
        where=_fears_victor_more,
    ),
    Hypothesis(
        number="3",
        statement="Where others protect bystanders too, their strength invites a state to stand aside.",
        page="p. 30",
        chapter="12-availability-of-allies",
        change="Half as much again stands against the threatener, with spillover at .9: standing aside rises.",
        reason="The first allies make it worth resisting rather than hiding: where they have less than a third of the "
        "threatener's strength it holds in 83 % of draws, elsewhere in 98 %.",
        check=_protected_bystanders,
        where=lambda draws: draws["support"] < draws["threatener"] / 3,
    ),
    Hypothesis(
        number="4",
        statement="A state that expects protection without joining stands aside.",
        page="p. 30",
        chapter="12-availability-of-allies",
        change="Spillover rises by .3, to 1 at most: standing aside rises.",
        reason="It fails nowhere, since protection of bystanders acts on them alone and does them good.",
        check=_expected_protection,
    ),
    Hypothesis(
        number="5",
        statement="Aggressive intentions provoke balancing.",
        page="pp. 25-26",
        chapter="08-aggressive-intentions",
        change="Intent rises by .1, to 1 at most: balancing rises.",
        reason="Fear drives a state into hiding where bystanders are protected, and into surrender where help comes "
        "too late: where early is above .25 or spillover above .5 it holds in 65 % of draws, elsewhere in 96 %.",
        check=_intentions_provoke,
        where=lambda draws: (draws["early"] > 0.25) | (draws["spillover"] > 0.5),
    ),
    Hypothesis(
        number="6",
        statement="Aggressive intentions keep states from bandwagoning.",
        page="pp. 25-26",
        chapter="08-aggressive-intentions",
        change="Intent rises by .1, to 1 at most: bandwagoning falls.",
        reason="For the weak, resistance becomes more dangerous still, above all where it is overrun before help comes "
        "(from 89 % with early at 0 the share falls to 64 % at .5): where the state has less than half of the "
        "threatener's strength it holds in 60 % of draws, elsewhere in 98 %.",
        check=_intentions_deter,
        where=lambda draws: draws["own"] < draws["threatener"] / 2,
    ),
    Hypothesis(
        number="7",
        statement="The surer the threatener's victory, the likelier bandwagoning.",
        page="p. 31",
        chapter="13-peace-and-war",
        change="Those against the threatener lose three tenths of their strength: bandwagoning rises.",
        reason="Who would suffer more from the threatener's victory than from its defeat is kept from joining by a "
        "sure victory: where intent is above twice the penalty for defeat it holds in 64 % of draws, elsewhere in "
        "96 %.",
        check=_sure_victory,
        where=_fears_victor_more,
    ),
    Hypothesis(
        number="8",
        statement="A strong state in decline loses its followers.",
        page="p. 19",
        chapter="03-bandwagoning-behavior",
        change="The threatener loses a fifth of its strength: bandwagoning falls.",
        reason="Followers who fear their leader more than its defeat are safer with a weaker one: where intent is "
        "above three times the penalty for defeat it holds in 92 % of draws, elsewhere in 99 %.",
        check=_decline,
        where=lambda draws: draws["intent"] > 3 * draws["penalty"],
    ),
    Hypothesis(
        number="9",
        statement="Offence quick enough to forestall help makes the vulnerable bandwagon.",
        page="pp. 24-25",
        chapter="07-offensive-power",
        change="Early rises by .2, to 1 at most: bandwagoning rises.",
        reason="It fails nowhere, since being overrun before help comes harms those alone who balance.",
        check=_quick_offence,
    ),
    Hypothesis(
        number="10",
        statement="Balancing rises with the threatener's power while it can be held, and gives way once it cannot.",
        page="pp. 18-19",
        chapter="02-balancing-behavior",
        change="The threatener grows from a tenth of all strength against it to eight times as much, in 60 steps: "
        "balancing is highest in between, by .02 at least above both ends.",
        reason="Who is beaten before help comes, or adds little, balances most against the weakest of threateners and "
        "less against every stronger one: where early is above .25 or the state's strength below a fifth of the "
        "support it holds in 59 % of draws, elsewhere in 92 %.",
        check=_growing_power,
        where=lambda draws: (draws["early"] > 0.25) | (draws["own"] < draws["support"] / 5),
    ),
    Hypothesis(
        number="11",
        statement="Where intentions are uncertain, bandwagoning is the more dangerous choice.",
        page="p. 29",
        chapter="10-when-do-states-balance",
        change="A spread of .1 to .28 comes upon an intent of .3 to .7: balancing gains on bandwagoning in utility.",
        reason="It fails nowhere, since doubt lowers the worth of bandwagoning alone, by appeasement times the chance "
        "of victory times the square of the spread.",
        check=_doubt,
    ),
)
