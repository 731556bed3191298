"""A source that the text names chooses first; only its own page is not held against it."""

from dataclasses import replace

import pytest
from table import DOCUMENT, LEVEL, SHARE, Table, claim, level, verdict

from visavis.checking.publishers import own_sources, source_named
from visavis.model.verdicts import Reason, Verdict


@pytest.mark.parametrize(
    ("title", "sources"),
    [
        ("Russia - The World Factbook", {"factbook"}),
        ("The World Factbook: Russia", {"factbook"}),
        ("EU trade with China | Eurostat", {"eurostat", "eurostat_members"}),
        ("Eurostat", {"eurostat", "eurostat_members"}),
        ("Eurostat: EU exports to China fall", set()),
        ("World Bank data show trade falling", set()),
        ("What the CIA's World Factbook says of Russia", set()),
        ("Russia and China", set()),
        (None, set()),
    ],
)
def test_only_a_publishers_own_page_is_its_own(title, sources):
    assert own_sources(replace(DOCUMENT, title=title)) == sources


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({"source_named": "eurostat"}, "eurostat"),
        ({"attribution": "CEPII"}, "baci"),
        ({"attribution": "the World Bank's World Development Indicators"}, "world_bank"),
        ({"attribution": "data of UN Comtrade"}, "comtrade"),
        ({"attribution": "Rosstat"}, "ru_customs"),
        ({"attribution": "the Federal Customs Service of Russia"}, "ru_customs"),
        ({"attribution": "data of Eurostat"}, "eurostat"),
        ({"attribution": "the United Nations"}, None),
        ({"attribution": "the ministry", "source_named": "the ministry"}, "the ministry"),
        ({}, None),
    ],
)
def test_publishers_are_known_by_the_names_of_their_origin(fields, source):
    assert source_named(claim(**fields)) == source


def test_a_named_book_is_bounded_by_its_releases_alone():
    # Half as much again: within the range of China's own book, beyond any release of Russia's.
    table = Table().lay(SHARE, 14.6, "pct")

    assert verdict(table, claim("24.6")).reason is Reason.ONE_BOOK_ONLY
    named = claim("24.6", source_named="ru_customs", attribution="Russian customs")
    assert verdict(table, named).verdict is Verdict.CONTRADICTED
    near = claim("16.9", source_named="ru_customs")
    assert verdict(table, near).verdict is Verdict.CANNOT_BE_CHECKED


def test_a_source_of_goods_alone_means_no_services():
    table = Table().lay(LEVEL, 50e9, book="reconciled", source="baci")

    assert verdict(table, level("70")).verdict is Verdict.CANNOT_BE_CHECKED
    assert verdict(table, level("70", source_named="baci")).verdict is Verdict.CONTRADICTED


def test_a_named_source_with_both_books_may_mean_either():
    table = Table().lay(LEVEL, 50e9, source="comtrade")

    found = verdict(table, level("70", source_named="comtrade"))

    assert found.verdict is Verdict.CANNOT_BE_CHECKED


def test_the_sense_in_which_the_named_source_answers_is_the_one_meant():
    first = "exports EU27 CHN 2020"
    other = "exports EU28 CHN 2020"
    table = Table().lay(first, 203e9, "EUR", source="eurostat", book="publisher")
    table.lay(other, 230e9, "EUR", source="comtrade")
    one = level("203", unit="EUR", subject="EU", source_named="eurostat")

    assert verdict(table, one).verdict is Verdict.SUPPORTED
    plain = level("203", unit="EUR", subject="EU")
    assert verdict(table, plain).verdict is Verdict.DEPENDS_ON_DEFINITION


def test_windows_take_one_edition_where_one_covers_them_all():
    table = Table()
    rank = "exports RUS CHN {} form=rank"
    for year in range(2017, 2022):
        table.lay(rank.format(year), 2, "rank", source="baci", book="reconciled")
    # Russia's customs have the years before the last only, and China first in them.
    for year in range(2017, 2021):
        table.lay(rank.format(year), 1, "rank")
    one = claim("2", form="rank", unit="rank", period="unspecified", denominator=None)

    found = verdict(table, one)

    assert found.verdict is Verdict.SUPPORTED
    assert {r.figure.source for r in found.readings} == {"baci"}


def test_windows_from_several_sources_are_told():
    table = Table()
    rank = "exports RUS CHN {} form=rank"
    for year in (2019, 2020):
        table.lay(rank.format(year), 1, "rank")
    table.lay(rank.format(2021), 1, "rank", source="baci", book="reconciled")
    one = claim("1", form="rank", unit="rank", period="unspecified", denominator=None)

    assert ("windows_from", "baci, ru_customs") in verdict(table, one).notes
