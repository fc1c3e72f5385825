"""The models against the record.

Data are read from wherever their user downloaded them; nobody's files are shipped.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")


def cinc(components: ArrayLike) -> np.ndarray:
    """Composite index of national capability, the share of the world's capabilities that a state holds.

    Parameters
    ----------
    components : (S, 6), one row for each state of the system in one year, in that year's units, 0 or more; NaN is
        missing (the published tables write -9). The columns are military spending, military personnel, iron and
        steel, energy, total and urban population, in the tables milex, milper, irst, pec, tpop, upop.

    Returns
    -------
    (S,) array in [0, 1]: the mean of the state's shares of the world over the components that are not missing.
    Where some are missing the sum over the states may be a little off 1 (up to 1.075 in the published tables).

    Raises
    ------
    TypeError for what is no number. ValueError that names the row or the column and the cure: for a state with no
    component at all, a component that nobody has (all missing or 0), a number below 0 or infinite.

    Notes
    -----
    Singer, Bremer and Stuckey (1972), National Material Capabilities; the values of version 6.0 come out so. Walt
    speaks of total resources [pp. 22-23]; this measure of them is the usual one, not his.

    >>> cinc([[3, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, np.nan]])
    array([0.625, 0.45 ])
    """
    table = _table(components)
    missing = np.isnan(table)
    amounts = np.where(missing, 0, table)
    if missing.all(axis=1).any():
        row = int(missing.all(axis=1).argmax())
        raise ValueError(f"components[{row}] is missing altogether: leave the state out or give one component at least")
    most = amounts.max(axis=0)
    if not most.all():
        column = int((most == 0).argmax())
        raise ValueError(
            f"components[:, {column}] ({COMPONENTS[column]}) is missing or 0 in every state, so that it cannot be "
            "shared out: give the amounts"
        )
    scaled = amounts / most  # no sum overflows
    return (scaled / scaled.sum(axis=0)).sum(axis=1) / (~missing).sum(axis=1)


def _table(components: ArrayLike) -> np.ndarray:
    """(S, 6) floats, NaN allowed."""
    try:
        table = np.asarray(components)
    except ValueError:  # numpy's word for rows of unequal length
        raise ValueError(f"components has rows of unequal length: give {len(COMPONENTS)} numbers a state") from None
    if table.ndim != 2 or table.shape[0] == 0 or table.shape[1] != len(COMPONENTS):
        raise ValueError(
            f"components has shape {table.shape}: give one row a state with {len(COMPONENTS)} columns, "
            f"{', '.join(COMPONENTS)}"
        )
    if table.dtype.kind not in "iuf":
        raise TypeError(f"components is an array of {table.dtype}: give numbers, NaN where one is missing")
    bad = np.argwhere((table < 0) | np.isinf(table))
    if len(bad):
        row, column = bad[0]
        raise ValueError(
            f"components[{row}, {column}] ({COMPONENTS[column]}) is {table[row, column]:g}: give 0 or more, NaN where "
            "it is missing"
        )
    return table.astype(float)
