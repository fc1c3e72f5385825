"""Peace and war: who joins when, who defects, and what victory does to the victors [Walt, pp. 31-32].

Walt argues in words: states balance in peace and early in war; as the outcome becomes certain some leave the losing
side; peace restores the incentive to balance, also against allies of yesterday. The functional forms are ours:

- A war is a row of battles. The front begins at 0 and moves a step with each; the side that is `margin` steps ahead
  has won. With D on the opposition's side and A on the threatener's, the opposition wins a battle with the
  probability contest(D, A, m / margin), and so the war, from the front at 0, with contest(D, A, m): before the first
  battle, war looks as it does in `alignment`.
- The front is a walk of relative strength. A state sees the two sides as strong as they would have to be, of the
  strength that both have together, for their present chances of victory, and weighs its choices so.
- After each battle those who stand aside choose again; the members of a side do once its chance is below `defection`.
- In the peace the beaten have lost power and threats are ranked anew. A coalition holds together as far as its
  members fear one outsider most.

Leading axes (...) are wars, and broadcast. N counts the states, the threatener among them; profiles are as in
`coalitions`: 0 balances, 1 stands aside, 2 bandwagons, and -1 is in the threatener's place.

`victory_probability`, `course`, `peace`
"""

from walt.war.battles import Course, course
from walt.war.ruin import victory_probability
from walt.war.settlement import Peace, peace

__all__ = ["Course", "Peace", "course", "peace", "victory_probability"]
