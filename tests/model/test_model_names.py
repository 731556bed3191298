"""Names: ambiguity is kept, look-up is exact, the table is fresh."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.model.groups import all_groups, is_group
from visavis.model.names import (
    NAME_KINDS,
    adjective,
    display_name,
    names,
    resolve,
)
from visavis.model.states import all_states, is_state

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Korea", ("KOR", "PRK")),
        ("Congo", ("COD", "COG")),
        ("Congolese", ("COD", "COG")),
        ("Dominican", ("DMA", "DOM")),
        ("Virgin Islands", ("VGB", "VIR")),
        ("Brussels", ("BEL", "EU")),
        ("Georgia", ("GEO", "USA-GA")),
        ("Корея", ("KOR", "PRK")),
    ],
)
def test_an_ambiguous_name_keeps_all_its_meanings(text: str, ids: tuple[str, ...]) -> None:
    found = resolve(text)

    assert found.ids == ids
    assert found.is_ambiguous


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vietnam", "VNM"),
        ("Viet Nam", "VNM"),
        ("Việt Nam", "VNM"),
        ("Hanoi", "VNM"),
        ("the Kremlin", "RUS"),
        ("Burma", "MMR"),
        ("Swaziland", "SWZ"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("turkey", "TUR"),
        ("Macedonia", "MKD"),
        ("Czech Republic", "CZE"),
        ("Ivory Coast", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("Zaire", "COD"),
        ("Ceylon", "LKA"),
        ("US", "USA"),
        ("us", "USA"),
        ("U.S.", "USA"),
        ("UK", "GBR"),
        ("uk", "GBR"),
        ("UAE", "ARE"),
        ("DRC", "COD"),
        ("PRC", "CHN"),
        ("DPRK", "PRK"),
        ("ROK", "KOR"),
        ("KSA", "SAU"),
        ("USSR", "SUN"),
        ("РФ", "RUS"),
        ("США", "USA"),
        ("КНР", "CHN"),
        ("Вьетнамом", "VNM"),
        ("российского", "RUS"),
        ("chinoises", "CHN"),
        ("Royaume-Uni", "GBR"),
        ("Elysee", "FRA"),
        ("Quai d'Orsay", "FRA"),
        ("England", "GBR"),
        ("Holland", "NLD"),
        ("Chinese Taipei", "TWN"),
        ("Macau", "MAC"),
        ("Guinea", "GIN"),
        ("Niger", "NER"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Soviet", "SUN"),
        ("Yugoslavia", "YUG"),
        ("South Vietnam", "VDR"),
        ("European Union", "EU"),
        ("UE", "EU"),
        ("ЕС", "EU"),
        ("ANASE", "ASEAN"),
        ("АСЕАН", "ASEAN"),
        ("OTAN", "NATO"),
        ("ШОС", "SCO"),
        ("Gulf states", "gulf"),
        ("the Gulf", "gulf"),
        ("Southeast Asia", "southeast_asia"),
        ("VNM", "VNM"),
        ("S19", "TWN"),
    ],
)
def test_a_name_code_or_id_resolves_to_its_state_or_group(text: str, expected: str) -> None:
    assert resolve(text).ids == (expected,)


def test_a_code_shared_by_systems_and_ids_is_ambiguous() -> None:
    assert resolve("AU").ids == ("AU", "AUS")
    assert resolve("710").ids == ("CHN", "ZAF")


@pytest.mark.parametrize("wrong", ["", "Atlantis", "Vietna", "the bloc", "Russ", "Vietnamm"])
def test_what_names_nothing_is_an_error_and_no_part_is_matched(wrong: str) -> None:
    with pytest.raises(UsageError, match="state or group"):
        resolve(wrong)


def test_how_it_was_found_is_told() -> None:
    assert resolve("Vietnam").how == "exact"
    assert resolve("VIETNAM").how == "ignoring case"
    assert resolve("Vîetnam").how == "ignoring accents"


@given(st.sampled_from(names()))
def test_every_surface_resolves_to_at_least_its_own_ids(name) -> None:
    assert set(name.ids) <= set(resolve(name.surface).ids)


def test_every_id_in_the_names_is_a_state_a_group_or_part_of_a_state() -> None:
    for name in names():
        assert name.ids == tuple(sorted(set(name.ids))) != ()
        for each in name.ids:
            part = re.fullmatch(r"([A-Z]{3})-[A-Z0-9]{1,3}", each)
            assert is_state(each) or is_group(each) or (part and is_state(part[1])), name


def test_no_surface_has_two_rows() -> None:
    exact = [name.surface for name in names()]
    folded = [name.surface.casefold() for name in names() if not name.case_sensitive]

    assert len(exact) == len(set(exact))
    assert len(folded) == len(set(folded))


def test_surfaces_kinds_and_languages_are_in_order() -> None:
    for name in names():
        assert name.surface == " ".join(name.surface.split()) != ""
        assert name.kind in NAME_KINDS, name
        assert set(name.language.split("|")) <= {"en", "fr", "ru"}, name


@pytest.mark.parametrize(
    "surface", ["US", "Turkey", "China", "Polish", "Chad", "Jordan", "the West"]
)
def test_words_that_mean_something_else_in_other_letters_need_their_case(surface: str) -> None:
    (found,) = [name for name in names() if name.surface == surface]

    assert found.case_sensitive


def test_every_state_and_every_group_has_a_name_in_english() -> None:
    named = {each for name in names() for each in name.ids if "en" in name.language}

    assert {each.id for each in all_states()} <= named
    assert {each.id for each in all_groups() if each.kind == "group"} <= named


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_every_member_of_the_united_nations_has_a_name_in(language: str) -> None:
    from datetime import date

    from visavis.model.groups import members

    named = {each for name in names() for each in name.ids if language in name.language}

    assert members("UN", date(2020, 1, 1)) <= named


def test_the_preferred_adjective_is_one_of_the_names() -> None:
    surfaces = {name.surface: name.ids for name in names()}
    for each in all_states():
        if each.adjective:
            assert each.id in surfaces[each.adjective], each.id


def test_display_names_take_their_article_where_english_wants_it() -> None:
    assert display_name("GBR", with_article=True) == "the United Kingdom"
    assert display_name("PHL", with_article=True) == "the Philippines"
    assert display_name("CHN", with_article=True) == "China"
    assert display_name("EU", with_article=True) == "the European Union"
    assert display_name("WLD", with_article=True) == "the world"
    assert display_name("CHN+IND+USA", with_article=True) == "China, India and the United States"
    assert display_name("CHN|IND") == "China or India"
    assert display_name("EU@2019-12-31") == "European Union (as on 2019-12-31)"


def test_adjectives_read_as_english() -> None:
    assert adjective("GBR") == "British"
    assert adjective("NZL") == "New Zealand"
    assert adjective("ASEAN") == "Association of Southeast Asian Nations"


def test_unknown_ids_have_no_display_name() -> None:
    with pytest.raises(UsageError):
        display_name("XXX")


@pytest.mark.skipif(
    not (find_spec("babel") and find_spec("rigour")), reason="needs babel and rigour"
)
def test_the_table_of_names_is_what_its_script_builds() -> None:
    script = ROOT / "scripts" / "build_names.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)

    assert done.returncode == 0, "run: python scripts/build_names.py"


def test_names_do_not_load_the_libraries_they_were_built_with() -> None:
    code = (
        "import sys; from visavis.model.names import names; names();"
        "sys.exit(bool({'babel', 'rigour', 'polars', 'duckdb'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
