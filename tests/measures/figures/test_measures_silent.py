"""A state that stopped reporting: its partners' books, and what they were of its trade before."""

from decimal import Decimal

from shelf import Shelf

from visavis.measures.figures.silent import Former
from visavis.model.figures import Missing


def _stopped(shelf: Shelf) -> Shelf:
    """Russia's own exports in 2021 (100: China 14, Germany 6, India 2); its partners' in 2022."""
    shelf.covers("ru_customs", "exporter", ("RUS",), ("CHN", "DEU", "IND", "WLD"))
    shelf.covers("comtrade", "importer", ("RUS",), None)
    for other, value in (("WLD", 100), ("CHN", 14), ("DEU", 6), ("IND", 2)):
        shelf.has("ru_customs", "exporter", f"RUS>{other}", 2021, value)
    shelf.has("comtrade", "importer", "RUS>CHN", 2022, 114)
    return shelf.has("comtrade", "importer", "RUS>DEU", 2022, 38)


def test_a_partners_book_says_what_the_partner_was_before(shelf: Shelf) -> None:
    figure = _stopped(shelf).ask("exports RUS CHN 2022")
    assert (figure.value, figure.book) == (Decimal(114), "importer")
    assert figure.detail["former"] == Former(2021, Decimal(14), "ru_customs", "v1")


def test_a_state_that_reports_has_no_such_remark(shelf: Shelf) -> None:
    assert "former" not in _stopped(shelf).ask("exports RUS CHN 2021").detail


def test_the_partners_sum_is_a_bound_and_names_them(shelf: Shelf) -> None:
    figure = _stopped(shelf).ask("exports RUS WLD 2022 book=importer")
    assert figure.value is None
    assert figure.missing is Missing.INCOMPLETE
    assert figure.lower_bound == Decimal(152)
    assert figure.coverage.present == ("CHN", "DEU")
    assert figure.detail["former"] == Former(2021, Decimal(20), "ru_customs", "v1")


def test_by_default_the_partners_sum_is_never_the_total(shelf: Shelf) -> None:
    figure = _stopped(shelf).ask("exports RUS WLD 2022")
    assert (figure.value, figure.lower_bound) == (None, None)


def test_a_report_of_more_than_ten_years_ago_is_no_measure(shelf: Shelf) -> None:
    shelf.covers("ru_customs", "exporter", ("RUS",), ("CHN", "WLD"))
    shelf.covers("comtrade", "importer", ("RUS",), None)
    shelf.has("ru_customs", "exporter", "RUS>WLD", 2011, 100)
    shelf.has("ru_customs", "exporter", "RUS>CHN", 2011, 14)
    shelf.has("comtrade", "importer", "RUS>CHN", 2022, 114)
    assert "former" not in shelf.ask("exports RUS CHN 2022").detail


def test_a_total_alone_in_the_last_year_does_not_count_as_a_report_by_partner(shelf: Shelf) -> None:
    _stopped(shelf).covers("world_bank", "exporter", None, ("WLD",))
    shelf.has("world_bank", "exporter", "RUS>WLD", 2022, 120)
    found = shelf.ask("exports RUS CHN 2022").detail["former"]
    assert isinstance(found, Former)
    assert found.year == 2021


def test_imports_are_measured_by_what_partners_sold(shelf: Shelf) -> None:
    shelf.covers("ru_customs", "importer", ("CHN", "WLD"), ("RUS",))
    shelf.covers("comtrade", "exporter", None, ("RUS",))
    shelf.has("ru_customs", "importer", "WLD>RUS", 2021, 200)
    shelf.has("ru_customs", "importer", "CHN>RUS", 2021, 50)
    shelf.has("comtrade", "exporter", "CHN>RUS", 2022, 76)
    figure = shelf.ask("imports RUS WLD 2022 book=exporter")
    assert figure.lower_bound == Decimal(76)
    assert figure.detail["former"] == Former(2021, Decimal(25), "ru_customs", "v1")
