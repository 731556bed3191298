"""Rows of tables: read where the header says measure, unit and year, else named as not read."""

from visavis.model.claims import Claim
from visavis.reading.claims import read_claims
from visavis.reading.document import read_document

TABLE = """# Notes

{caption}

| {first} | {second} |
| --- | --- |
| Germany | 8.3 |
| Russia | 1,058.8 |
| Rest of the world | 3.7 |
"""


def claims_of(
    first: str = "Partner",
    second: str = "Exports, 2022 (% of total)",
    caption: str = "Turkey's main partners",
) -> tuple[Claim, ...]:
    text = TABLE.format(first=first, second=second, caption=caption)
    return read_claims(read_document(text.encode(), kind="md"))


def test_a_column_of_shares_is_read_with_its_owner_from_the_caption() -> None:
    first = claims_of()[0]

    assert (first.subject, first.partner, first.measure, first.form) == (
        "TUR", "DEU", "exports", "share",
    )  # fmt: skip
    assert (first.value, first.unit, first.period, first.denominator, first.quote) == (
        8.3, "pct", "2022", "exports", "8.3",
    )  # fmt: skip


def test_a_column_of_amounts_is_scaled_as_its_header_says() -> None:
    found = claims_of(second="Imports, 2021 (US$ million)")

    assert [(claim.partner, claim.value, claim.unit) for claim in found] == [
        ("DEU", 8.3e6, "USD"), ("RUS", 1058.8e6, "USD"),
    ]  # fmt: skip
    assert {claim.measure for claim in found} == {"imports"}


def test_a_header_that_says_less_or_more_is_not_read_and_the_table_is_named() -> None:
    for second in ("Exports", "Exports, 2022", "Exports, 2022, forecast (%)", "2022 (%)",
                   "Exports, 2021 and 2022 (%)", "Steel exports, 2022 (%)"):  # fmt: skip
        document = read_document(
            TABLE.format(first="Partner", second=second, caption="Turkey").encode(), kind="md"
        )
        assert read_claims(document) == ()
        assert [document.text[low:high][:9] for low, high in document.unread] == ["| Partner"]


def test_a_caption_of_two_states_or_of_a_product_gives_no_owner() -> None:
    for caption in (
        "Turkey and Greece",
        "Trade",
        "Turkey's exports of steel",
        "Turkey without oil",
    ):
        assert claims_of(caption=caption) == ()
        text = TABLE.format(first="Partner", second="Exports, 2022 (%)", caption=caption)
        assert len(read_document(text.encode(), kind="md").unread) == 1


def test_a_first_column_of_goods_is_none_of_partners() -> None:
    assert claims_of(first="Product") == ()
