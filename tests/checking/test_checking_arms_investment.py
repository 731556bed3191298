"""Sentences about arms and direct investment, from the publisher's file to the verdict.

All numbers in the files are made up.
"""

from datetime import date
from pathlib import Path

import pytest
from sipri_samples import old_table

from visavis import figure
from visavis.checking import check
from visavis.model.figures import Missing
from visavis.model.verdicts import Checked, Reason, Verdict
from visavis.refresh import add

YEARS = range(2000, 2021)
TODAY = date(2026, 1, 2)


def every_year(value: str) -> dict[int, str]:
    return dict.fromkeys(YEARS, value)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the suppliers of India and of Kenya, and China's stock in Serbia."""
    place = tmp_path_factory.mktemp("arms")
    india = {"Russia": every_year("60"), "France": every_year("30"), "Israel": every_year("10")}
    kenya = {"China": {**every_year("5"), 2010: "0"}, "Serbia": every_year("15")}
    for name, rows in (("India", india), ("Kenya", kenya)):
        table = old_table(name, rows, YEARS, side="to")
        (place / f"{name}.csv").write_bytes(table)
    folder = tmp_path_factory.mktemp("db") / "db"
    add("sipri", place, folder, TODAY)
    names = (
        "COUNTRY.ID", "COUNTRY", "DV_TYPE.ID", "DV_TYPE", "INDICATOR.ID", "INDICATOR",
        "COUNTERPART_COUNTRY.ID", "COUNTERPART_COUNTRY", "FREQUENCY.ID", "FREQUENCY",
        "TIME_PERIOD", "OBS_VALUE",
    )  # fmt: skip
    row = "CHN,China,{},-,OTWD_D_NETAL_FALL_ALL,-,SRB,Serbia,A,Annual,2021,{}"
    lines = [",".join(names), row.format("O", "2500"), row.format("SCC", "1300"), ""]
    (place / "dip.csv").write_text("\n".join(lines), encoding="utf-8")
    add("imf_dip", place / "dip.csv", folder, TODAY)
    return folder


def judged(db: Path, text: str) -> Checked:
    found = check(text, db=db).claims
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Russia supplied 60% of India's arms imports between 2000 and 2020.", Verdict.SUPPORTED),
        ("India bought 60.0% of its weapons from Russia in 2000-2020.", Verdict.SUPPORTED),
        ("France supplied 30% of India's arms imports in 2016-20.", Verdict.SUPPORTED),
        ("Between 2016 and 2020, Serbia accounted for 75% of Kenya's arms imports.",
         Verdict.SUPPORTED),
        ("Russia is India's largest arms supplier.", Verdict.SUPPORTED),
        ("France was the second largest arms supplier to India in 2016-2020.", Verdict.SUPPORTED),
        ("Russia delivered 60 million TIV of arms to India in 2015.", Verdict.SUPPORTED),
        ("Russia supplied 90% of India's arms imports between 2000 and 2020.",
         Verdict.CONTRADICTED),
        ("France supplied 75% of India's arms imports between 2000 and 2020.",
         Verdict.CONTRADICTED),
        ("Israel was the largest arms supplier to India in 2000-2020.", Verdict.CONTRADICTED),
    ],
)  # fmt: skip
def test_arms_are_settled_by_windows_and_by_the_recipients_own_total(
    db: Path, text: str, verdict: Verdict
) -> None:
    assert judged(db, text).verdict is verdict


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("India bought 95% of its weapons from Russia in 2000-2020.", Verdict.CANNOT_BE_CHECKED),
        ("Israel was India's largest arms supplier in 2013.", Verdict.CANNOT_BE_CHECKED),
        ("Israel supplied 95% of India's arms imports in 2013.", Verdict.CANNOT_BE_CHECKED),
        ("Israel supplied 95% of India's arms imports in 2009-2013.", Verdict.CONTRADICTED),
    ],
)
def test_weapons_in_service_and_a_single_year_are_only_wrong_where_the_text_names_sipri(
    db: Path, text: str, unnamed: Verdict
) -> None:
    assert judged(db, text).verdict is unnamed
    assert judged(db, f"According to SIPRI, {text}").verdict is Verdict.CONTRADICTED


def test_small_arms_are_none_of_the_major_arms(db: Path) -> None:
    for share in (60, 95):
        text = f"Russia supplied {share}% of India's small arms between 2000 and 2020."
        assert judged(db, text).verdict is Verdict.CANNOT_BE_CHECKED


def test_a_share_that_another_release_might_have_is_not_called_wrong(db: Path) -> None:
    checked = judged(db, "Russia supplied 66% of India's arms imports between 2000 and 2020.")

    assert (checked.verdict, checked.reason) == (
        Verdict.CANNOT_BE_CHECKED, Reason.OTHER_RELEASE,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Russia's arms exports to India were worth $60 million in 2015.",
        "Russian arms sales to India reached $3 billion in 2019.",
    ],
)
def test_dollars_are_never_held_against_trend_indicator_values(db: Path, text: str) -> None:
    checked = judged(db, text)

    assert (checked.verdict, checked.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.NO_SOURCE)


def test_pieces_of_weapons_are_never_held_against_orders(db: Path) -> None:
    found = check("India bought 36 fighter jets from France in 2016.", db=db).claims

    assert {each.verdict for each in found} <= {Verdict.CANNOT_BE_CHECKED}


@pytest.mark.parametrize(
    "text",
    [
        "China's direct investment stock in Serbia was $2.5 billion at the end of 2021.",
        "China's stock of direct investment in Serbia stood at $2.5 billion at end-2021.",
        "Chinese FDI stock in Serbia reached $1.3 billion in 2021.",
        "China's FDI stock in Serbia was $2.5 billion on 1 January 2022.",
    ],
)
def test_a_stock_is_supported_by_one_book_and_the_other_is_said(db: Path, text: str) -> None:
    checked = judged(db, text)

    assert checked.verdict is Verdict.SUPPORTED_BY_ONE_BOOK
    assert {each.figure.value for each in checked.readings} == {2_500_000_000, 1_300_000_000}


def test_a_stock_of_another_owner_or_list_is_never_called_wrong(db: Path) -> None:
    checked = judged(db, "China's FDI stock in Serbia was $20 billion at the end of 2021.")

    assert (checked.verdict, checked.reason) == (
        Verdict.CANNOT_BE_CHECKED, Reason.AMBIGUOUS_MEASURE,
    )  # fmt: skip


def test_a_stock_that_the_text_says_is_the_imfs_can_be_wrong(db: Path) -> None:
    text = "According to the IMF, China's FDI stock in Serbia was $20 billion at the end of 2021."

    assert judged(db, text).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize("amount", ["2.5", "20"])
@pytest.mark.parametrize("named", ["", "According to the IMF, "])
@pytest.mark.parametrize(
    "text",
    [
        "by ultimate owner, China's FDI stock in Serbia was ${} billion at the end of 2021.",
        "China's FDI stock in Serbia by ultimate investor stood at ${} billion at end-2021.",
        "including investment routed through Hong Kong, China's FDI stock in Serbia was ${} "
        "billion at the end of 2021.",
        "China's registered direct investment stock in Serbia was ${} billion at end-2021.",
        "the stock of registered Chinese investment in Serbia was ${} billion at end-2021.",
        "China's stock of announced direct investment in Serbia reached ${} billion in 2021.",
        "announced Chinese FDI in Serbia stood at ${} billion at the end of 2021.",
        "planned Chinese direct investment in Serbia stood at ${} billion at the end of 2021.",
    ],
)
def test_no_other_kind_of_investment_is_held_against_the_stock_by_immediate_owner(
    db: Path, text: str, named: str, amount: str
) -> None:
    sentence = named + text.format(amount)
    found = check(sentence[0].upper() + sentence[1:], db=db).claims

    assert {each.verdict for each in found} <= {Verdict.CANNOT_BE_CHECKED}
    assert not [reading for each in found for reading in each.readings]


def test_who_announces_a_stock_speaks_of_the_stock(db: Path) -> None:
    text = "Belgrade announced that China's FDI stock in Serbia was $2.5 billion at end-2021."

    assert judged(db, text).verdict is Verdict.SUPPORTED_BY_ONE_BOOK


@pytest.mark.parametrize(
    ("measure", "subject", "partner"),
    [
        ("fdi_in_registered", "SRB", "CHN"), ("fdi_in_ultimate", "SRB", "CHN"),
        ("fdi_in_flow", "SRB", "CHN"), ("fdi_out_flow", "CHN", "SRB"),
        ("investment_planned", "CHN", "SRB"), ("fdi_projects", "SRB", "CHN"),
    ],
)  # fmt: skip
def test_each_kind_of_investment_is_a_measure_that_no_other_answers(
    db: Path, measure: str, subject: str, partner: str
) -> None:
    asked = figure(measure, subject, partner, year=2021, db=db)
    stock = figure("fdi_out_stock", "CHN", "SRB", year=2021, db=db)

    assert (asked.value, asked.missing, asked.origins) == (None, Missing.NO_SOURCE, ())
    assert stock.value == 2_500_000_000


@pytest.mark.parametrize(
    "text",
    [
        "China invested $2.5 billion in Serbia in 2021.",
        "Chinese firms announced investments of $2.5 billion in Serbia in 2021.",
    ],
)
def test_flows_and_announcements_are_not_held_against_stocks(db: Path, text: str) -> None:
    found = check(text, db=db).claims

    assert {each.verdict for each in found} <= {Verdict.CANNOT_BE_CHECKED}
