"""Claims held against the starter: the figures are those of the publishers, cited beside each."""

import pytest
from table import DOCUMENT, claim, level

from visavis.checking.inquiry import check_claims
from visavis.model.verdicts import Reason, Verdict
from visavis.store import starter_folder
from visavis.store.reader import Store
from visavis.workbench import Workbench


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return Workbench(Store((starter_folder(),)))


def checked(bench, one):
    return check_claims(DOCUMENT, [one], bench, 2024).claims[0]


def test_shares_of_russias_exports_and_imports_are_supported_by_its_customs(bench):
    # Russian customs 2020, million USD: 49,249 of 337,295 exported, 54,950 of 232,138 imported.
    exports = checked(bench, claim("14.6"))
    imports = checked(bench, claim("23.7", measure="imports", denominator="imports"))

    assert exports.verdict is Verdict.SUPPORTED
    assert imports.verdict is Verdict.SUPPORTED
    assert exports.readings[exports.decisive[0]].figure.source == "ru_customs"


def test_a_share_of_trade_that_is_one_of_gdp_is_contradicted_and_diagnosed(bench):
    # 108.2 of 4,624 bn is 2.34 %; of a GDP of 13,895 bn it is 0.78 %.
    one = claim("0.8", hedge="barely", measure="trade_turnover", subject="CHN", partner="RUS",
                period="2018", denominator="trade")  # fmt: skip

    found = checked(bench, one)

    assert found.verdict is Verdict.CONTRADICTED
    assert (found.diagnosis.change, found.diagnosis.query.denominator) == ("denominator", "gdp")
    assert float(found.diagnosis.figure.value) == pytest.approx(0.779, abs=0.001)


def test_the_eu_of_2020_cannot_be_settled_from_twelve_members(bench):
    found = checked(bench, claim("40.6", partner="EU"))

    assert (found.verdict, found.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.INCOMPLETE)
    assert found.needs == ("visavis data add comtrade DIR",)
    bound = found.readings[0].figure.lower_bound
    assert float(bound) == pytest.approx(26.8, abs=0.05)


def test_a_doubling_in_one_year_is_not_settled_by_one_book(bench):
    # Russia's customs: 5.67 bn in 2020, 7.13 bn in 2021, a factor of 1.26.
    one = claim("doubled", value=2.0, form="multiple", unit="x", measure="trade_turnover",
                partner="VNM", period="2021", baseline="2020", denominator=None)  # fmt: skip

    found = checked(bench, one)

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert float(found.readings[0].figure.value) == pytest.approx(1.26, abs=0.005)


def test_the_place_of_a_partner_is_certain_only_where_nobody_unseen_could_outrank_it(bench):
    one = claim("1", measure="trade_partner_rank", form="rank", unit="rank", denominator=None)

    assert checked(bench, one).verdict is Verdict.SUPPORTED
    wrong = claim("1", measure="trade_partner_rank", form="rank", unit="rank", denominator=None,
                  partner="VNM")  # fmt: skip
    assert checked(bench, wrong).verdict is Verdict.CONTRADICTED


def test_a_pair_without_any_source_names_the_command_that_would_bring_one(bench):
    one = level("5", measure="imports", subject="KEN", partner="TZA", period="2019")

    found = checked(bench, one)

    assert (found.verdict, found.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.NO_SOURCE)
    assert found.needs == ("visavis data add comtrade DIR",)


@pytest.mark.shared
def test_the_article_of_2022_is_judged_as_worked_out_by_hand(shared_data):
    from visavis.checking import check

    report = check(shared_data / "documents" / "russia-asia-pacific-2022.txt")
    by_words = {c.claim.quote: c for c in report.claims}

    def verdict(words):
        return next(c.verdict for quote, c in by_words.items() if words in quote)

    assert verdict("14.6%") is Verdict.SUPPORTED
    assert verdict("23.7%") is Verdict.SUPPORTED
    assert verdict("0.8%") is Verdict.CONTRADICTED
    assert verdict("$200bn") is Verdict.TARGET_OPEN
    assert verdict("Cambodia abstained") is Verdict.SUPPORTED
    for words in ("$9-10 billion", "70%", "40.6%"):
        assert verdict(words) is Verdict.CANNOT_BE_CHECKED
    wrong = [c.claim.quote for c in report.claims if c.verdict is Verdict.CONTRADICTED]
    assert len(wrong) == 1
