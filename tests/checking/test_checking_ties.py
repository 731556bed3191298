"""Sentences on treaties and sanctions, from the words to the verdict, by lists of our own rows."""

from datetime import date
from pathlib import Path

import pytest
import ties_samples as samples

from visavis.checking import check
from visavis.model.verdicts import Checked, Reason, Verdict
from visavis.refresh.adding import add

RETRIEVED = date(2026, 3, 1)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all six lists."""
    files = tmp_path_factory.mktemp("files")
    (files / "DESTA_list_of_treaties.csv").write_text(samples.desta_csv(), encoding="latin-1")
    (files / "DCAD-v1.0-main.csv").write_text(samples.dcad_csv(), encoding="latin-1")
    (files / "GSDB_V4.csv").write_text(samples.gsdb_csv(), encoding="utf-8")
    paths = {
        "wto_rta": samples.wto_workbook(files / "AllRTAs.xlsx"),
        "desta": files / "DESTA_list_of_treaties.csv",
        "atop": samples.atop_folder(files / "atop"),
        "dcad": files / "DCAD-v1.0-main.csv",
        "gsdb": files / "GSDB_V4.csv",
        "ties_sanctions": samples.ties_workbook(files / "TIESv4.xlsx"),
    }
    folder = tmp_path_factory.mktemp("lists")
    for source, path in paths.items():
        add(source, path, folder, RETRIEVED)
    return folder


def judged(text: str, folder: Path) -> Checked:
    """The one claim of the text that is about a treaty or sanctions."""
    report = check(text, db=folder)
    found = [c for c in report.claims if c.claim.measure in ("agreements", "sanctions")]
    assert len(found) == 1, text
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "The free trade agreement between Vietnam and the Eurasian Economic Union entered into "
        "force in October 2016.",
        "Chile signed a free trade agreement with China in 2005.",
        "The free trade agreement between Chile and China has been in force since October 2006.",
        "China and Russia signed a treaty of friendship in 2001.",
        "Russia and Uzbekistan were allies in 2010.",
        "Russia signed two defence cooperation agreements with China between 1990 and 2000.",
        "The United States imposed sanctions on Russia in 2014.",
        "The European Union imposed sanctions on Belarus in 2006.",
        "Vietnam signed a free trade agreement with the Eurasian Economic Union in 2015.",
        "The United States imposed sanctions on the Soviet Union in January 1980.",
        "Norway lifted its sanctions on Belarus in 2008.",
    ],
)
def test_what_a_list_has_bears_the_sentence_out(lists: Path, text: str) -> None:
    assert judged(text, lists).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "text",
    [
        "The free trade agreement between Chile and China entered into force in 2001.",
        "The free trade agreement between Vietnam and the Eurasian Economic Union entered into "
        "force in October 2013.",
        "The United States has never imposed sanctions on Russia.",
        "The United States did not impose sanctions on Russia in 2014.",
    ],
)
def test_an_agreement_dated_before_all_of_it_and_a_denial_of_sanctions_are_wrong(
    lists: Path, text: str
) -> None:
    assert judged(text, lists).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    "text",
    [
        "The free trade agreement between Chile and China entered into force in 2017.",
        "Chile signed a free trade agreement with China in 2017.",
        "Australia signed a free trade agreement with Japan in 2014.",
        "China and Russia signed a treaty of friendship in 1996.",
        "Russia and China were allies in 2010.",
        "Russia signed nine defence cooperation agreements with China between 1990 and 2000.",
        "The United States imposed sanctions on Russia in 2012.",
        "China imposed sanctions on Russia in 2014.",
        "The United States has not imposed sanctions on Russia.",
        "China never signed a free trade agreement with Chile.",
        "Poland imposed sanctions on Belarus in 2004.",
        "Poland imposed sanctions on Belarus in 2006.",
        "China imposed sanctions on Iran in 2006.",
    ],
)
def test_what_no_list_has_is_never_called_wrong(lists: Path, text: str) -> None:
    found = judged(text, lists)

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert found.reason is Reason.AMBIGUOUS_MEASURE


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Russia signed a defence cooperation agreement with China in 2015.", "dcad"),
        ("Russia and China were allies in 2021.", "atop"),
        ("The United States imposed sanctions on Russia in 2025.", "gsdb"),
    ],
)
def test_outside_its_years_a_list_says_nothing_and_more_data_are_named(
    lists: Path, text: str, source: str
) -> None:
    found = judged(text, lists)

    assert found.reason is Reason.OUT_OF_COVERAGE
    assert source in found.needs


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Chile signed a free trade agreement with China in 2005.", "wto_rta"),
        ("The United States imposed sanctions on Russia in 2014.", "gsdb"),
        ("China and Russia signed a treaty of friendship in 2001.", "atop"),
    ],
)
def test_without_any_list_the_source_to_add_is_named(text: str, source: str) -> None:
    report = check(text)
    found = [c for c in report.claims if c.claim.measure in ("agreements", "sanctions")]

    assert [(c.verdict, c.reason) for c in found] == [(Verdict.CANNOT_BE_CHECKED, Reason.NO_SOURCE)]
    assert source in found[0].needs


@pytest.mark.parametrize(
    "text",
    [
        "The protocol to the free trade agreement between Chile and China entered into force in "
        "2001.",
        "Talks on a free trade agreement between Chile and China began in 2001.",
        "The European Union imposed sanctions on Russian banks in 2004.",
        "The European Union imposed sanctions on Russia's banks in 2004.",
        "An upgraded free trade agreement between Chile and China entered into force in 2001.",
    ],
)
def test_what_stands_beside_a_treaty_is_not_read_as_the_treaty(lists: Path, text: str) -> None:
    claims = check(text, db=lists).claims

    assert [c for c in claims if c.claim.measure in ("agreements", "sanctions")] == []


def test_a_card_shows_the_treaty_on_which_its_verdict_rests(lists: Path) -> None:
    found = judged("Chile signed a free trade agreement with China in 2005.", lists)
    shown = found.readings[found.decisive[0]].figure.detail["ties"]
    assert isinstance(shown, tuple)

    assert [each["title"] for each in shown] == ["Chile - China"]


@pytest.mark.parametrize("text", ["Sanctions on 45 companies were imposed by the United States."])
def test_a_count_of_those_sanctioned_is_held_against_no_list_of_cases(
    lists: Path, text: str
) -> None:
    for each in check(text, db=lists).claims:
        assert each.verdict is Verdict.CANNOT_BE_CHECKED


@pytest.mark.shared
@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The free trade agreement between Vietnam and the Eurasian Economic Union entered into "
         "force in October 2016.", Verdict.SUPPORTED),
        ("Russia and North Korea signed a friendship treaty in 2000.", Verdict.SUPPORTED),
        ("Russia signed ten defence cooperation agreements with China between 1980 and 2010.",
         Verdict.SUPPORTED),
        ("The United States imposed sanctions on Russia in 2014.", Verdict.SUPPORTED),
        ("The United States imposed sanctions on the Soviet Union in January 1980.",
         Verdict.SUPPORTED),
        ("Peru signed a free trade agreement with China in 2009.", Verdict.SUPPORTED),
        ("Peru signed a free trade agreement with China in 2003.", Verdict.CONTRADICTED),
        ("The United States has never imposed sanctions on Russia.", Verdict.CONTRADICTED),
        ("Russia and North Korea signed a friendship treaty in 1998.", Verdict.CANNOT_BE_CHECKED),
    ],
)  # fmt: skip
def test_the_publishers_own_files_settle_the_sentences(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory, text: str, verdict: Verdict
) -> None:
    folder = tmp_path_factory.getbasetemp() / "real_lists"
    if not folder.exists():
        alliances = tmp_path_factory.mktemp("atop")
        for name in ("atop5_1a.csv", "atop5_1m.csv"):
            (alliances / name).write_bytes((shared_data / "treaties" / name).read_bytes())
        for source, path in {
            "wto_rta": shared_data / "treaties" / "WTO_AllRTAs.xlsx",
            "desta": shared_data / "treaties" / "DESTA_list_of_treaties.csv",
            "atop": alliances,
            "dcad": shared_data / "defence" / "DCAD-v1.0-main.csv",
            "gsdb": shared_data / "sanctions" / "GSDB_V4.csv",
            "ties_sanctions": shared_data / "sanctions" / "TIESv4.xls",
        }.items():
            add(source, path, folder, RETRIEVED)

    assert judged(text, folder).verdict is verdict
