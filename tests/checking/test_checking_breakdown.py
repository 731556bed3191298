"""What stands beside an unsettled growth of trade: its ends, its flows, whose book is missing."""

import pytest
from table import DOCUMENT, Table, claim, verdict

from visavis.checking.inquiry import check_claims
from visavis.model.verdicts import Verdict
from visavis.store import starter_folder
from visavis.store.reader import Store
from visavis.workbench import Workbench


def doubled(**fields):
    given = {"value": 2.0, "form": "multiple", "unit": "x", "measure": "trade_turnover",
             "partner": "VNM", "period": "2021", "baseline": "2020",
             "denominator": None}  # fmt: skip
    return claim("doubled", **{**given, **fields})


def test_a_doubling_that_one_book_does_not_settle_shows_what_each_sense_gives():
    # Russia's customs, million USD: exports 1,621.0 and 2,233.6 (1.38 times), imports 4,045.4 and
    # 4,893.5 (1.21 times): together 5,666.5 and 7,127.1 (1.26 times).
    bench = Workbench(Store((starter_folder(),)))

    found = check_claims(DOCUMENT, [doubled()], bench, 2024).claims[0]

    shown = {(f.query.measure, f.query.form, str(f.query.period)): f for f in found.context}
    assert float(shown["trade_turnover", "level", "2020"].value) == pytest.approx(5.67e9, rel=1e-3)
    assert float(shown["trade_turnover", "level", "2021"].value) == pytest.approx(7.13e9, rel=1e-3)
    exports = shown["exports", "multiple", "2021"]
    imports = shown["imports", "multiple", "2021"]
    assert (exports.book, imports.book) == ("exporter", "importer")
    assert exports.source == imports.source == "ru_customs"
    assert (
        float(min(exports.value, imports.value)) < 1.2577 < float(max(exports.value, imports.value))
    )
    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert ("not_at_hand", "VNM") in found.notes


def test_nothing_stands_beside_what_is_settled_or_no_change():
    query = "trade_turnover RUS VNM 2021 form=multiple baseline=2020"
    table = Table().lay(query, 2.0, "x", book="own").lay(query, 2.0, "x", book="partner")
    table.lay("trade_turnover RUS VNM 2020", 5e9, book="own")

    found = verdict(table, doubled())

    assert found.verdict is Verdict.SUPPORTED
    assert found.context == ()


def test_both_books_at_hand_leave_no_book_missing():
    query = "trade_turnover RUS VNM 2021 form=multiple baseline=2020"
    table = Table().lay(query, 1.6, "x", book="own").lay(query, 1.7, "x", book="partner")

    found = verdict(table, doubled())

    assert "not_at_hand" not in dict(found.notes)
