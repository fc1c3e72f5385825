"""walt.evidence: the published index of capabilities, state by state."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from walt.evidence import COMPONENTS, cinc

HERE = Path(__file__).parent
NMC = HERE.parent.parent / "shared" / "data" / "nmc" / "NMC-60-abridged.csv"


def test_the_published_index_of_1816():
    with open(HERE / "data" / "cinc-1816.csv", encoding="utf-8") as file:
        lines = list(csv.DictReader(line for line in file if not line.startswith("#")))
    table = [[float(line[name] or "nan") for name in COMPONENTS] for line in lines]
    assert np.isnan(table).any()
    assert cinc(table) == pytest.approx([float(line["cinc"]) for line in lines], abs=1e-6)


@pytest.mark.skipif(not NMC.is_file(), reason=f"{NMC.name} (National Material Capabilities v6.0) is not here")
def test_all_published_values():
    years = defaultdict(list)
    with open(NMC, encoding="utf-8-sig") as file:
        for line in csv.DictReader(file):
            years[line["year"]].append(line)
    compared = 0
    for year, lines in years.items():
        table = np.array([[float(line[name]) for name in COMPONENTS] for line in lines])
        published = [float(line["cinc"]) for line in lines]
        assert cinc(np.where(table == -9, np.nan, table)) == pytest.approx(published, abs=5e-5), year
        compared += len(lines)
    assert compared == 15951


def test_by_hand():
    # 3/4 and 1/4 of the spending, half of all else; the second state's towns are unknown, so the first has them all.
    assert cinc([[3, 1, 1, 1, 1, 8], [1, 1, 1, 1, 1, np.nan]]) == pytest.approx([(0.75 + 4 * 0.5 + 1) / 6, 2.25 / 5])


def test_a_missing_component_is_not_nought():
    assert cinc([[1] * 6, [np.nan] + [1] * 5])[1] == pytest.approx(0.5)
    assert cinc([[1] * 6, [0] + [1] * 5])[1] == pytest.approx(2.5 / 6)


amounts = some.floats(1, 1e6)


@given(some.lists(some.tuples(*[amounts] * 6), min_size=1, max_size=6), some.tuples(*[some.floats(1e-3, 1e3)] * 6))
def test_units_do_not_matter_and_all_shares_make_one(rows, units):
    table = np.array(rows)
    assert cinc(table * units) == pytest.approx(cinc(table))
    assert cinc(table).sum() == pytest.approx(1)


def test_amounts_near_the_end_of_the_numbers_are_shared_out_too():
    assert cinc(np.full((4, 6), 1e308)) == pytest.approx(np.full(4, 0.25))


@pytest.mark.parametrize(
    ("row", "column", "value", "told"),
    [
        (1, np.s_[:], np.nan, "components[1] is missing altogether: leave the state out"),
        (np.s_[:], 2, np.nan, "components[:, 2] (irst) is missing or 0 in every state"),
        (np.s_[:], 5, 0, "components[:, 5] (upop) is missing or 0 in every state"),
        (0, 1, -9, "components[0, 1] (milper) is -9: give 0 or more, NaN where it is missing"),
        (1, 0, np.inf, "components[1, 0] (milex) is inf"),
    ],
)
def test_bad_components_are_named(row, column, value, told):
    table = np.ones((2, 6))
    table[row, column] = value
    with pytest.raises(ValueError, match=re.escape(told)):
        cinc(table)


@pytest.mark.parametrize("shape", [(0, 6), (6,), (2, 5), (1, 2, 6), ()])
def test_a_wrong_shape_is_refused(shape):
    with pytest.raises(ValueError, match=r"components has shape .*: give one row a state with 6 columns"):
        cinc(np.ones(shape))


def test_what_is_no_table_of_numbers_is_refused():
    with pytest.raises(ValueError, match="rows of unequal length"):
        cinc([[1, 2], [1]])
    with pytest.raises(TypeError, match="give numbers"):
        cinc([["1"] * 6])
