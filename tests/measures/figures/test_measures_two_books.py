"""Two books side by side: ratio, flag, what may explain the gap, and typed absence."""

from decimal import Decimal

import pytest
from shelf import Shelf

from visavis.errors import UsageError
from visavis.measures.figures import evaluate
from visavis.measures.figures.two_books import TwoBooks, two_books
from visavis.model.figures import Missing
from visavis.model.queries import Query


def _books(shelf: Shelf, text: str) -> TwoBooks:
    query = Query.parse(text)
    index = shelf.index()
    named = {book: query.but(book=book) for book in ("exporter", "importer", "reconciled")}
    named["gold"] = query.but(book="reconciled", product="gold")
    return two_books(query, {key: evaluate(each, index) for key, each in named.items()}, index)


def _flow(shelf: Shelf, pair: str, sold: int | None, bought: int | None) -> Shelf:
    shelf.covers("comtrade", "exporter", None, None).covers("comtrade", "importer", None, None)
    if sold is not None:
        shelf.has("comtrade", "exporter", pair, 2022, sold)
    if bought is not None:
        shelf.has("comtrade", "importer", pair, 2022, bought)
    return shelf


def _kinds(found: TwoBooks) -> set[tuple[str, str]]:
    return {(gap.kind, gap.who) for gap in found.gaps}


def test_the_ratio_is_the_importers_book_over_the_exporters(shelf: Shelf) -> None:
    # UN Comtrade, 2022, billion dollars: China says it sold Germany 116.2, Germany that it bought
    # 206.6 there: 1.78 times as much.
    found = _books(_flow(shelf, "CHN>DEU", 116_200, 206_600), "exports CHN DEU 2022")
    assert found.ratio is not None
    assert found.ratio.quantize(Decimal("0.01")) == Decimal("1.78")
    assert found.is_flagged
    assert ("freight", "") in _kinds(found)


def test_asked_from_the_buyers_side_the_books_are_the_same(shelf: Shelf) -> None:
    _flow(shelf, "CHN>DEU", 116_200, 206_600)
    sold, bought = _books(shelf, "exports CHN DEU 2022"), _books(shelf, "imports DEU CHN 2022")
    assert (sold.exporter.value, sold.importer.value) == (bought.exporter.value, 206_600)
    assert sold.ratio == bought.ratio
    assert sold.reconciled == bought.reconciled


@pytest.mark.parametrize(
    ("bought", "flagged"), [(79, True), (80, False), (150, False), (151, True)]
)
def test_a_ratio_is_flagged_outside_its_usual_range(
    shelf: Shelf, bought: int, *, flagged: bool
) -> None:
    assert (
        _books(_flow(shelf, "KEN>UGA", 100, bought), "exports KEN UGA 2022").is_flagged is flagged
    )


def test_an_importers_book_below_the_exporters_is_not_put_down_to_freight(shelf: Shelf) -> None:
    found = _books(_flow(shelf, "RUS>NLD", 100, 39), "exports RUS NLD 2022")
    assert ("below", "") in _kinds(found)
    assert ("entrepot", "NLD") in _kinds(found)
    assert not any(kind == "freight" for kind, _ in _kinds(found))


def test_a_missing_book_is_typed_and_the_other_stands_alone(shelf: Shelf) -> None:
    found = _books(_flow(shelf, "RUS>CHN", None, 100), "exports RUS CHN 2022")
    assert found.exporter.missing is Missing.NOT_REPORTED
    assert found.ratio is None
    assert not found.is_flagged
    assert found.reconciled is not None
    assert found.reconciled.weight_of_exporter == 0
    assert 80 <= found.reconciled.value < 100
    assert _kinds(found) == {("one_sided", "RUS")}


def test_a_published_margin_goes_before_a_fitted_one(shelf: Shelf) -> None:
    _flow(shelf, "RUS>CHN", None, 1000)
    shelf.covers("oecd_itic", "publisher", None, ("CHN",), relation="cif_fob_margin")
    shelf.has(
        "oecd_itic", "publisher", "RUS>CHN", 2022, "6.5", relation="cif_fob_margin", unit="pct"
    )
    found = _books(shelf, "exports RUS CHN 2022")
    assert found.reconciled is not None
    assert found.reconciled.value == Decimal(935)
    assert found.margin_vintages == (("oecd_itic", "v1"),)


def test_books_in_two_currencies_are_not_divided(shelf: Shelf) -> None:
    shelf.covers("eurostat", "exporter", None, None).covers("comtrade", "importer", None, None)
    shelf.has("eurostat", "exporter", "DEU>FRA", 2022, 100, unit="EUR")
    shelf.has("comtrade", "importer", "DEU>FRA", 2022, 110)
    found = _books(shelf, "exports DEU FRA 2022")
    assert (found.ratio, found.reconciled) == (None, None)
    assert _kinds(found) == {("currency", "")}


def test_gold_is_named_where_it_is_much_of_the_flow(shelf: Shelf) -> None:
    _flow(shelf, "RUS>GBR", 231, 240)
    shelf.covers("baci", "reconciled", None, None, products=("TOTAL", "gold"))
    shelf.has("baci", "reconciled", "RUS>GBR", 2022, 232)
    shelf.has("baci", "reconciled", "RUS>GBR", 2022, 169, product="gold")
    found = _books(shelf, "exports RUS GBR 2022")
    (gold,) = (gap for gap in found.gaps if gap.kind == "gold")
    assert gold.size is not None
    assert gold.size.quantize(Decimal("0.1")) == Decimal("72.8")


@pytest.mark.parametrize(
    "asked",
    ["trade_turnover RUS CHN 2020", "exports RUS EU 2020", "exports RUS CHN 2020 form=share"],
)
def test_what_has_no_two_books_is_refused(shelf: Shelf, asked: str) -> None:
    with pytest.raises(UsageError):
        _books(_flow(shelf, "RUS>CHN", 1, 1), asked)


def test_a_book_that_cannot_tell_what_is_left_out_is_not_called_missing(shelf: Shelf) -> None:
    found = _books(_flow(shelf, "RUS>CHN", 100, 110), "exports RUS CHN 2022 without=gold")
    assert _kinds(found) == {("part", "RUS"), ("part", "CHN")}
