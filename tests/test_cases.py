"""walt.cases: the cases of the book, a reader's own file, and what a broken file is told."""

import csv
import functools
import re
import textwrap

import numpy as np
import pytest
from found import ROOT

from walt import cases, threat

NMC = ROOT.parent / "shared" / "data" / "nmc" / "NMC-60-abridged.csv"
with_nmc = pytest.mark.skipif(not NMC.exists(), reason=f"National Material Capabilities v6.0 is not at {NMC}")
each_case = pytest.mark.parametrize("name", cases.names())

#: What the source calls the states.
ABBREVIATIONS = {
    "Germany": "GMY", "Austria-Hungary": "AUH", "France": "FRN", "Britain": "UKG", "Russia": "RUS", "Italy": "ITA",
    "Serbia": "YUG", "Turkey": "TUR", "United States": "USA", "Japan": "JPN", "Romania": "ROM", "Bulgaria": "BUL",
    "Soviet Union": "RUS", "Poland": "POL", "Yugoslavia": "YUG", "Finland": "FIN", "Hungary": "HUN",
}  # fmt: skip

STATES_1914 = [
    "Germany", "Austria-Hungary", "France", "Britain", "Russia", "Italy", "Serbia", "Turkey", "United States", "Japan",
]  # fmt: skip


@pytest.fixture
def example():
    """The complete example in the docstring that documents the format."""
    after = cases.__doc__.split("A complete one:\n", 1)[1]
    return textwrap.dedent(after.split("\nWhat the keys mean:", 1)[0])


@pytest.fixture
def load(tmp_path):
    """Load a text as a case of one's own."""

    def from_text(text, name="mine.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return cases.load(path)

    return from_text


def test_every_case_of_the_book_loads():
    assert "europe-1914" in cases.names()
    assert cases.names() == sorted(cases.names())
    for name in cases.names():
        case = cases.load(name)
        assert case.title
        assert case.sources
        assert case.places.shape == (len(case.system), 2)
        assert not case.places.flags.writeable
        assert {row.state for row in case.record} == set(case.system.names)


@functools.cache
def capabilities(year):
    """The rows of the source for a year, by its abbreviations."""
    with NMC.open(encoding="utf-8-sig") as file:
        return {row["stateabb"]: row for row in csv.DictReader(file) if row["year"] == str(year)}


@with_nmc
@each_case
def test_power_is_that_of_the_data(name):
    sheet = cases.sheet(name)
    for state in sheet.state:
        cinc = float(capabilities(sheet.year)[ABBREVIATIONS[state.name]]["cinc"])
        assert (state.power.unit, state.power.source) == ("%", "singerbremerstuckey1972")
        assert abs(state.power.value - 100 * cinc) < 0.005001, f"{state.name}: the source has {100 * cinc:.4f}"


def armed(year, state):
    """Half the ratio of a state's mean world share of spending and personnel to its CINC, at most 1; None without."""
    rows = capabilities(year)
    own = rows[ABBREVIATIONS[state]]
    known = [part for part in ("milex", "milper") if float(own[part]) >= 0]
    shares = [float(own[part]) / sum(max(float(row[part]), 0) for row in rows.values()) for part in known]
    return min(1, np.mean(shares) / 2 / float(own["cinc"])) if shares else None


@with_nmc
@each_case
def test_what_offence_would_be_by_the_source_alone_is_told(name):
    sheet = cases.sheet(name)
    told = sheet.about.split("Offence by NMC alone: ", 1)[1].replace("\n", " ")
    for state in sheet.state:
        wanted = armed(sheet.year, state.name)
        found = re.search(rf"{state.name} (\d?\.\d\d)", told)
        assert (found and float(found[1])) == (wanted and pytest.approx(wanted, abs=0.005001)), state.name


@each_case
def test_a_coded_number_has_a_reason(name):
    """The format enforces that there is one; this that offence and intent are ours, and that the reason says much."""
    sheet = cases.sheet(name)
    for state in sheet.state:
        for number in (state.offense, state.intent):
            assert number.source == "our coding"
            assert len(number.reason.split()) >= 5, f"{state.name}: {number.reason}"
    reasons = [state.power.reason for state in sheet.state if state.power.reason]
    reasons += [number.reason for state in sheet.state for number in (state.offense, state.intent)]
    reasons += [row.reason for row in (*sheet.perception, *sheet.barrier)] + [row.note for row in sheet.record]
    for reason in reasons:
        assert len(reason) >= 9 and reason.endswith("."), reason
        assert not re.search(r"\b(\w*(colou?r(?<!colour)|neighbor|behavior|favor|harbor)\w*|defense)\b", reason), reason


@each_case
def test_perceptions_are_said_once(name):
    pairs = [(row.by, row.of) for row in cases.sheet(name).perception]
    assert len(set(pairs)) == len(pairs)


@each_case
def test_a_record_is_of_the_states_that_are_there(name):
    case = cases.load(name)
    for row in case.record:
        assert row.state in case.system.names
        assert row.toward is None or row.toward in {*case.system.names} - {row.state}
    told = [(row.state, row.toward) for row in case.record]
    assert len(set(told)) == len(told), "a pair is told once"
    aside = [row.state for row in case.record if row.stance == "aside"]
    assert set(aside).isdisjoint(row.state for row in case.record if row.stance == "against")


@each_case
def test_distances_are_the_same_both_ways(name):
    distance = cases.load(name).system.distance
    assert (distance == distance.T).all()
    assert (distance[~np.eye(len(distance), dtype=bool)] > 100).all()


def test_places_and_barriers_are_the_same_in_all_cases():
    places, barriers = {}, {}
    for sheet in map(cases.sheet, cases.names()):
        for state in sheet.state:
            there = (state.capital.latitude, state.capital.longitude)
            assert places.setdefault(state.capital.name, there) == there, f"{sheet.title}: {state.capital.name}"
        for row in sheet.barrier:
            assert barriers.setdefault(frozenset(row.between), row.km) == row.km, f"{sheet.title}: {row.between}"


@each_case
def test_a_case_says_which_moment_it_is(name):
    about = cases.sheet(name).about.replace("\n", " ")
    blind = re.search(r"Not known, and (not )?in (any|no) number coded by us: \w+", about)
    assert blind or "Some reasons name the first acts of the war itself." in about
    assert re.search(r"Against: |What they did", about)


def test_power_of_1914_is_that_of_the_source():
    # CINC in % of the world, National Material Capabilities v6.0, 1914.
    cinc = [15.82, 6.82, 7.47, 13.79, 11.08, 2.57, 0.19, 1.21, 20.64, 3.16]
    system = cases.load("europe-1914").system
    assert list(system.names) == STATES_1914
    assert system.power * 100 == pytest.approx(cinc)


def test_distances_of_1914_are_those_between_the_capitals():
    # Great-circle km between capitals (R = 6371) after the coordinates of peacesciencer; no barrier between these.
    known = {
        ("Germany", "Austria-Hungary"): 523, ("Germany", "France"): 879, ("Germany", "Russia"): 1320,
        ("Germany", "Serbia"): 1002, ("Germany", "United States"): 6711, ("Germany", "Japan"): 8922,
        ("Austria-Hungary", "Serbia"): 492, ("Austria-Hungary", "Russia"): 1579, ("France", "Russia"): 2158,
        ("France", "United States"): 6163, ("Britain", "United States"): 5898, ("Britain", "Japan"): 9563,
        ("Russia", "Serbia"): 1807, ("Russia", "Italy"): 2344, ("Italy", "Japan"): 9860,
        ("Japan", "United States"): 10903, ("Serbia", "United States"): 7590,
    }  # fmt: skip
    system = cases.load("europe-1914").system
    for (a, b), km in known.items():
        assert system.distance[system.index(a), system.index(b)] == pytest.approx(km, rel=0.01)


def test_barriers_of_1914_add_km_both_ways():
    system = cases.load("europe-1914").system
    britain, france, italy = map(system.index, ("Britain", "France", "Italy"))
    # London to Paris is 342 km and the Channel 300; Paris to Rome is 1,107 km and the Alps 200.
    assert system.distance[britain, france] == pytest.approx(642, rel=0.01)
    assert system.distance[france, britain] == system.distance[britain, france]
    assert system.distance[france, italy] == pytest.approx(1307, rel=0.01)


def test_turkey_is_governed_from_constantinople():
    case = cases.load("europe-1914")
    assert case.places[case.system.index("Turkey")] == pytest.approx([41.01, 28.97])


def test_perceptions_stand_where_they_differ():
    system = cases.load("europe-1914").system
    serbia, austria, japan = map(system.index, ("Serbia", "Austria-Hungary", "Japan"))
    assert system.intent[serbia, austria] == 0.95  # its own perception, after the ultimatum
    assert system.intent[japan, austria] == 0.4  # as all others see it
    assert not system.intent.diagonal().any()


def test_the_record_of_1914():
    record = cases.load("europe-1914").record
    told = {name: {str(row) for row in record if row.state == name} for name in STATES_1914}
    assert told["Turkey"] == {"with Germany", "against Russia"}
    assert told["Italy"] == told["United States"] == {"aside"}
    for enemy in ("France", "Britain", "Russia", "Japan"):
        assert "against Germany" in told[enemy]


def test_by_power_alone_all_should_have_feared_the_united_states_and_by_threat_nobody_does():
    system = cases.load("europe-1914").system
    america = system.index("United States")
    others = [i for i in range(len(system)) if i != america]
    assert (threat.top_threat(system, [1, 0, 0, 0])[others] == america).all()
    assert (threat.top_threat(system) != america).all()


# CINC in % of the world, National Material Capabilities v6.0, of the year, as the source has it.
CINC = {
    "europe-1894": {
        "Germany": 13.21, "Austria-Hungary": 4.74, "France": 9.31, "Britain": 17.79, "Russia": 10.43,
        "Italy": 3.19, "Turkey": 1.96, "United States": 15.44, "Japan": 2.83,
    },
    "europe-1904": {
        "Germany": 13.38, "Austria-Hungary": 4.21, "France": 7.03, "Britain": 13.48, "Russia": 11.32,
        "Italy": 2.81, "Turkey": 1.55, "United States": 20.49, "Japan": 5.45,
    },
    "europe-1907": {
        "Germany": 13.59, "Austria-Hungary": 4.20, "France": 7.04, "Britain": 12.19, "Russia": 11.95,
        "Italy": 2.79, "Turkey": 1.82, "United States": 22.77, "Japan": 3.64,
    },
    "europe-1915": {
        "Austria-Hungary": 6.24, "Germany": 15.11, "Italy": 3.40, "France": 7.92, "Britain": 15.02,
        "Russia": 12.33, "Serbia": 0.14, "Turkey": 0.90, "Romania": 0.35, "Bulgaria": 0.13,
    },
    "europe-1939": {
        "Germany": 17.80, "Soviet Union": 13.81, "Britain": 9.97, "France": 3.96, "Poland": 1.83,
        "Italy": 2.70, "Romania": 0.68, "Turkey": 0.54, "Japan": 5.91, "United States": 18.20,
    },
    "europe-1940": {
        "Germany": 17.14, "Italy": 2.95, "France": 7.58, "Britain": 9.50, "Soviet Union": 13.73,
        "Turkey": 0.40, "Romania": 1.18, "Yugoslavia": 0.45, "United States": 20.19,
    },
    "europe-1941": {
        "Germany": 20.24, "Soviet Union": 12.43, "Britain": 9.93, "Italy": 2.01, "Finland": 0.13,
        "Romania": 0.53, "Hungary": 0.48, "Turkey": 0.69, "Japan": 6.66, "United States": 24.45,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CINC)
def test_power_is_that_of_the_source(name):
    system = cases.load(name).system
    assert dict(zip(system.names, system.power * 100, strict=True)) == pytest.approx(CINC[name])


def seen(name, observer, other):
    """The threat, with equal weights, and the km."""
    system = cases.load(name).system
    i, j = system.index(observer), system.index(other)
    return threat.perceived_threat(system)[i, j], system.distance[i, j]


def test_what_britain_saw_in_france_and_russia_in_1894():
    # London to Paris 342 km and the sea 300: 2 ** -.321 = .8005; .0931 * .8005 * .5 * .6 = .02236, fourth root .3867.
    # To Saint Petersburg 2,091 and 300: 2 ** -1.1955 = .4366; .1043 * .4366 * .5 * .5 = .01138, fourth root .3267.
    value, km = seen("europe-1894", "Britain", "France")
    assert km == pytest.approx(642, rel=0.01)
    assert value == pytest.approx(0.3867, abs=0.001)
    assert seen("europe-1894", "Britain", "Russia")[0] == pytest.approx(0.3267, abs=0.001)


def test_what_italy_saw_in_austria_hungary_in_1915():
    # Rome to Vienna 766 km and the Alps 200: 2 ** -(966 / 2000) = .7155 of the power arrives;
    # .0624 * .7155 * .3 * .7 = .009376, and its fourth root is .3112.
    value, km = seen("europe-1915", "Italy", "Austria-Hungary")
    assert km == pytest.approx(966, rel=0.01)
    assert value == pytest.approx(0.3112, abs=0.001)


def test_what_moscow_saw_in_germany_and_japan_in_1939():
    # Moscow to Berlin 1,608 km: 2 ** -.804 = .5728; .178 * .5728 * .9 * .8 = .07341, fourth root .5205.
    # Moscow to Tokyo 7,491 km: 2 ** -3.7455 = .07456; .0591 * .07456 * .6 * .8 = .002115, fourth root .2145.
    assert seen("europe-1939", "Soviet Union", "Germany")[0] == pytest.approx(0.5205, abs=0.001)
    assert seen("europe-1939", "Soviet Union", "Japan")[0] == pytest.approx(0.2145, abs=0.001)


def test_what_italy_saw_in_germany_in_1940():
    # Rome to Berlin 1,183 km and the Alps 200: 2 ** -(1383 / 2000) = .6192;
    # .1714 * .6192 * .95 * .4 = .04033, fourth root .4481.
    value, km = seen("europe-1940", "Italy", "Germany")
    assert km == pytest.approx(1383, rel=0.01)
    assert value == pytest.approx(0.4481, abs=0.001)


def test_france_of_june_1940_has_the_power_of_the_year_and_the_offence_of_the_beaten():
    before, then = (cases.load(name).system for name in ("europe-1939", "europe-1940"))
    assert then.power[then.index("France")] / before.power[before.index("France")] == pytest.approx(7.58 / 3.96)
    assert then.offense[then.index("France")] == then.offense.min()


def test_what_moscow_saw_in_germany_on_22_june_1941():
    # Moscow to Berlin 1,608 km: .5728 of the power arrives; .2024 * .5728 * .95 * .95 = .1046, fourth root .5687.
    assert seen("europe-1941", "Soviet Union", "Germany")[0] == pytest.approx(0.5687, abs=0.001)


def test_the_baltic_lies_between_berlin_and_helsinki_and_nothing_before_moscow():
    # Berlin 52.51 N 13.40 E, Helsinki 60.17 N 24.94 E: 7.66 degrees of latitude are 852 km; 11.54 of longitude at
    # 56.3 N are 711; together 1,110, and the Baltic 300. Moscow 55.63 N 37.61 E: 505 km and, at 57.9 N, 749: 903.
    assert seen("europe-1941", "Finland", "Germany")[1] == pytest.approx(1410, rel=0.01)
    assert seen("europe-1941", "Finland", "Soviet Union")[1] == pytest.approx(903, rel=0.02)


def test_turkey_is_governed_from_constantinople_and_from_1923_from_ankara():
    constantinople, ankara = [41.01, 28.97], [39.92, 32.85]
    for name in CINC:
        case = cases.load(name)
        place = case.places[case.system.index("Turkey")]
        assert place == pytest.approx(constantinople if case.year < 1923 else ankara)


# What the history says of those whose choice the book asks about; days and treaties stand in the notes.
RECORD = {
    ("europe-1894", "Britain"): {"with Italy", "with Austria-Hungary", "against France", "against Russia"},
    ("europe-1894", "Russia"): {"with France", "against Britain", "against Germany"},
    ("europe-1904", "Britain"): {"with Japan", "with France", "against Russia"},
    ("europe-1904", "Italy"): {"with Germany", "with Austria-Hungary"},
    ("europe-1907", "Britain"): {"with Japan", "with France", "with Russia", "against Germany"},
    ("europe-1907", "Turkey"): {"aside"},
    ("europe-1915", "Italy"): {
        "with France", "with Britain", "with Russia", "against Austria-Hungary", "against Turkey",
    },
    ("europe-1915", "Romania"): {"aside"},
    ("europe-1939", "Soviet Union"): {"with Germany", "against Poland", "against Japan"},
    ("europe-1939", "Italy"): {"aside"},
    ("europe-1940", "Italy"): {"with Germany", "against France", "against Britain"},
    ("europe-1940", "Turkey"): {"aside"},
    ("europe-1941", "Soviet Union"): {"with Britain", "with United States", "against Germany"},
    ("europe-1941", "Turkey"): {"aside"},
}  # fmt: skip


@pytest.mark.parametrize(("name", "state"), RECORD)
def test_the_record_of_those_who_matter_most(name, state):
    assert {str(row) for row in cases.load(name).record if row.state == state} == RECORD[name, state]


@pytest.mark.parametrize("name", CINC)
def test_every_tie_is_told_from_both_sides(name):
    told = {(row.state, row.stance, row.toward) for row in cases.load(name).record}
    aside = {state for state, stance, _ in told if stance == "aside"}
    lone = {b for a, stance, b in told if stance == "with" and (b, "with", a) not in told}
    assert lone <= aside  # an ally that does nothing, and is told so


def test_the_documented_example_is_complete(load, example):
    case = load(example)
    assert (case.title, case.year) == ("Two cities and a king", -431)
    assert case.system.names == ("Athens", "Sparta", "Persia")
    assert case.system.power == pytest.approx([0.04, 0.03, 0.25])
    assert case.system.offense.tolist() == [0.7, 0.4, 0.5]
    assert case.system.intent.tolist() == [[0, 0.3, 0.2], [0.8, 0, 0.2], [0.6, 0.3, 0]]
    assert case.system.half_distance == 500
    assert case.sources == (cases.Source("thucydides", "Thucydides, The Peloponnesian War, book 1"),)
    assert case.record == (cases.Alignment("Sparta", "against", "Athens", "War from 431.", "thucydides"),)
    # One degree of latitude is 111.2 km: Athens to Sparta .9 degrees south and 1.3 degrees west, 152 km.
    assert case.system.distance[0, 1] == pytest.approx(152, rel=0.01)


def test_half_distance_and_the_lists_may_be_left_out(load, example):
    bare = re.sub(r"half_distance.*\n", "", example.split("[[perception]]")[0])
    case = load(bare)
    assert case.system.half_distance == 2000
    assert case.record == ()


def test_a_path_may_be_text_and_a_file_may_carry_a_byte_order_mark(tmp_path, example):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + example.replace("\n", "\r\n").encode())
    assert cases.load(str(path)).year == -431


@pytest.mark.parametrize(
    "name", ["The 'Sublime' Porte", "<b>Athens</b> & Co", "Österreich", "الدولة العثمانية", "大日本"]
)
def test_names_in_any_script_are_valid(load, example, name):
    assert load(example.replace('"Athens"', f'"{name}"')).system.names[0] == name


def test_double_quotes_in_a_name_are_valid(load, example):
    assert load(example.replace('"Athens"', "'The \"Porte\"'")).system.names[0] == 'The "Porte"'


@pytest.mark.parametrize("name", ["europe-1815", "nowhere/mine.toml", ""])
def test_a_missing_file_is_told_with_the_cases_there_are(name):
    with pytest.raises(FileNotFoundError, match=rf"no file '{name}'.*europe-1914.*give the path of its file"):
        cases.load(name)


POWER = 'power = { value = 4, unit = "%"'
BROKEN = {
    "text for a number": ("value = 4,", 'value = "4",', 'state 1 "Athens", power.value is "4", but must be a number'),
    "true for a number": ("value = 4,", "value = true,", 'state 1 "Athens", power.value is True, but must be a number'),
    "not a number": ("value = 4,", "value = nan,", 'state 1 "Athens", power.value is nan, but must be finite'),
    "infinity": ("value = 4,", "value = inf,", 'state 1 "Athens", power.value is inf, but must be finite'),
    "far too large": ("value = 4,", f"value = 1{'0' * 400},", 'state 1 "Athens", power.value is 1000'),
    "negative power": ("value = 4,", "value = -4,", 'state 1 "Athens", power.value is -4, but must be 0 or more'),
    "more than the world": ("value = 4,", "value = 400,", 'state 1 "Athens", power.value is 400 with unit %'),
    "intent above 1": ("value = 0.6,", "value = 1.6,", 'state 1 "Athens", intent.value is 1.6 with unit scale'),
    "perception above 1": ("value = 0.8", "value = 1.8", "perception 1, value is 1.8, but must be 1 or less"),
    "another unit": (POWER, 'power = { value = 4, unit = "km"', """power.unit is "km", but must be '%' or 'share'"""),
    "a bare number": (POWER + ', source = "our coding", reason = "The tribute of an empire." }', "power = 4",
                      'state 1 "Athens", power must be a table'),
    "no reason": (', reason = "The tribute of an empire."', "", 'state 1 "Athens", power.source is "our coding"'),
    "a latitude of 200": ("latitude = 37.98", "latitude = 200", "capital.latitude is 200, but must be 90 or less"),
    "a longitude of -200": ("longitude = 23.73", "longitude = -200", "capital.longitude is -200, but must be -180"),
    "an unknown key": ("offense = { value = 0.7", "offence = { value = 0.7", 'offence is no key of the format: write'),
    "a missing key": ("year = -431", "", "year is missing: add it"),
    "a year and a half": ("year = -431", "year = 1.5", "year is 1.5, but must be a whole number"),
    "a number for text": ('title = "Two cities and a king"', "title = 5", "title is 5, but must be text"),
    "an empty title": ('"Two cities and a king"', '""', 'title is "", but must not be empty'),
    "a state twice": ('name = "Sparta"\npower', 'name = "Athens"\npower', 'state "Athens" occurs 2 times'),
    "a name with a space": ('name = "Athens"\npower', 'name = " Athens"\npower', 'choose " Athens", "Sparta"'),
    "an unknown source": ('source = "thucydides" }', 'source = "herodotus" }', 'offense.source is "herodotus", no key'),
    "a source twice": ("[[state]]", '[[source]]\nkey = "thucydides"\ncitation = "x"\n[[state]]', '"thucydides" occ'),
    "an unknown observer": ('by = "Sparta"', 'by = "Corinth"', 'perception 1 names "Corinth", no state of this case'),
    "seeing oneself": ('by = "Sparta"', 'by = "Athens"', 'perception 1 joins "Athens" to itself'),
    "a barrier for three": ('["Sparta", "Persia"]', '["Sparta", "Persia", "Athens"]', "between must have 2 entries"),
    "an unknown barrier": ('["Sparta", "Persia"]', '["Sparta", "Corinth"]', 'barrier 1 names "Corinth", no state'),
    "toward nobody": ('toward = "Athens"\n', "", "record 1, toward is missing"),
    "aside toward": ('stance = "against"', 'stance = "aside"', 'record 1, toward is "Athens", but a state that'),
    "another stance": ('stance = "against"', 'stance = "opposed"', "stance is \"opposed\", but must be 'with'"),
    "a single bracket": ("[[record]]", "[record]", "record must be a list"),
    "half distance 0": ("value = 500", "value = 0", "half_distance.value is 0, but must be above 0"),
}  # fmt: skip


@pytest.mark.parametrize(("sound", "broken", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_file_key_value_and_cure(load, example, sound, broken, told):
    assert sound in example
    text = example.replace(sound, broken) if sound != "[[state]]" else example.replace(sound, broken, 1)
    with pytest.raises(ValueError, match=re.escape(told)) as caught:
        load(text)
    assert "mine.toml" in str(caught.value)
    assert "pydantic" not in str(caught.value)
    line = next(line for line in str(caught.value).splitlines() if told in line)
    assert re.search(r": \w", line)  # the cure stands after a colon


def test_one_state_only(load, example):
    head, first = example.split("[[state]]")[:2]
    with pytest.raises(ValueError, match="state must have 2 entries or more, not 1: add"):
        load(head + "[[state]]" + first)


def test_what_the_system_refuses_is_told_with_the_file(load, example):
    with pytest.raises(ValueError, match=r"mine\.toml: The name of a state is ' Attica': give a name without spaces"):
        load(example.replace('"Athens"', '" Attica"'))


def test_an_empty_file(load):
    with pytest.raises(ValueError, match=r"mine\.toml does not fit .*\n- title is missing.*\n- year .*\n- state is"):
        load("")


def test_broken_toml_is_told_with_its_line(load):
    with pytest.raises(ValueError, match=r"mine\.toml is not TOML: .*line 2.*mend that line"):
        load('title = "x"\nyear = = 5\n')


def test_another_encoding_is_told(load):
    with pytest.raises(ValueError, match=r"mine\.toml is not UTF-8 text \(byte 9\): save it as UTF-8"):
        load('title = "Österreich"'.encode("latin-1"))


def test_all_mistakes_are_told_at_once(load, example):
    with pytest.raises(ValueError, match=r"latitude is 200(.|\n)*longitude is 999"):
        load(example.replace("latitude = 37.98", "latitude = 200").replace("longitude = 22.43", "longitude = 999"))


def test_no_threat_of_1914_is_lost_in_rounding():
    seen = threat.perceived_threat(cases.load("europe-1914").system)
    assert (seen[~np.eye(len(seen), dtype=bool)] > 0.01).all()
