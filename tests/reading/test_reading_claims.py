"""From sentences to figures: the project's own corpus, spans, order, and what is no claim."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.model.claims import Claim
from visavis.reading.claims import read_claims
from visavis.reading.document import read_document

SCORING = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "score_reading.py"))
ROWS: list[dict[str, Any]] = list(SCORING["rows"]("all"))
DEV = [row for row in ROWS if row["split"] == "dev"]
BEYOND = {
    "n135",
    "n163",
    "n212",
    "n220",
    "n455",
    "n481",
    "n524",
    "n525",
    "n538",
    "n570",
    "n572",
    "n593",
    "n594",
    "n597",
    "n613",
    "n615",
}
"""Sentences of the development part that the grammar does not read in full yet."""


def claims_in(text: str) -> list[Claim]:
    return [claim for claim in read_claims(read_document(text.encode())) if claim.value is not None]


def cases() -> list[Any]:
    gap = pytest.mark.xfail(reason="not read yet", strict=True)
    return [
        pytest.param(row["text"], row["claims"], id=row["id"], marks=[gap] * (row["id"] in BEYOND))
        for row in DEV
    ]


@pytest.mark.parametrize(("text", "wanted"), cases())
def test_a_sentence_states_the_figures_that_the_corpus_lists(text: str, wanted: list[str]) -> None:
    total = SCORING["Score"]()
    expected = [SCORING["Expected"].parse(one) for one in wanted]
    SCORING["_compare"](total, "", text, expected, claims_in(text))

    assert total.lines == []


def test_the_held_back_part_stays_above_its_floor_and_invents_nothing() -> None:
    total = SCORING["score"]("test")

    assert total.right / total.expected >= 0.72
    assert total.matched == total.found


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.sampled_from(ROWS), min_size=1, max_size=6),
    glue=st.sampled_from([" ", "\n", "\n\n", "\n\n## Trade\n\n", " (", " — "]),
)
def test_every_quote_is_the_text_between_its_offsets_and_holds_its_numeral(
    rows: list[dict[str, Any]], glue: str
) -> None:
    document = read_document(glue.join(row["text"] for row in rows).encode())

    for claim in read_claims(document):
        assert document.text[claim.start : claim.end] == claim.quote
        assert claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1]
        if claim.written is not None:
            assert claim.written.numeral.lower() in claim.quote.lower()


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.sampled_from(ROWS), min_size=2, max_size=5))
def test_reading_twice_gives_the_same_claims_in_text_order(rows: list[dict[str, Any]]) -> None:
    text = " ".join(row["text"] for row in rows).encode()
    first, second = read_claims(read_document(text)), read_claims(read_document(text))

    assert first == second
    assert [(c.start, c.end) for c in first] == sorted((c.start, c.end) for c in first)


@pytest.mark.parametrize(
    "text",
    [
        "He is 61 and has worked in Brussels for 12 years.",
        "See page 14, table 3 and footnote 27 of the report on Turkey.",
        "Unemployment in Spain fell to 11.2% in 2023.",
        "Shares in the German carmaker closed down 8% in London trade.",
        "The company's sales rose 12% to $3bn.",
        "The government spent $3bn on roads and €400m on schools in Poland.",
        "The budget deficit of France reached 5.1% of GDP in 2024.",
        "Thirteen US troops were killed in Afghanistan.",
        "Trade talks between India and the EU entered their ninth round.",
        "The 2015 agreement runs to 400 pages.",
    ],
)
def test_a_number_about_no_relation_of_states_is_no_figure(text: str) -> None:
    figures = [claim for claim in claims_in(text) if claim.unit not in ("count", "status")]

    assert figures == []


def test_its_after_a_partner_means_the_state_whose_total_is_divided() -> None:
    found = claims_in("The EU is Chile's third partner: it takes 11% of its exports.")
    share = next(claim for claim in found if claim.form == "share")

    assert (share.subject, share.partner, share.measure) == ("CHL", "EU", "exports")


def test_an_ambiguous_name_is_left_open_and_said_so() -> None:
    (claim,) = claims_in("Korea's exports to Chile rose 5% in 2019.")

    assert claim.subject is None
    assert claim.partner == "CHL"
    assert claim.ambiguous == ("actor:Korea",)


def test_we_are_nobody_in_particular() -> None:
    (claim,) = claims_in("We have a trade deficit with Mexico of $58 billion a year.")

    assert (claim.subject, claim.partner, claim.period) == (None, "MEX", "annual:unspecified")


def test_a_period_is_carried_to_the_next_sentence_about_the_same_owner() -> None:
    text = "In 2019 Germany took 28% of Polish exports. China supplies 12% of Poland's imports."
    last = claims_in(text)[-1]

    assert (last.partner, last.period, last.period_from) == ("CHN", "2019", "context")


def test_a_period_is_not_carried_over_a_heading() -> None:
    text = (
        "# Trade\n\nGermany took 28% of Polish exports in 2019.\n\n"
        "# Imports\n\nChina supplies 12% of Poland's imports.\n"
    )
    last = claims_in(text)[-1]

    assert (last.period, last.period_from) == ("unspecified", "none")


def test_a_footnote_names_the_source_of_the_figure_before_it() -> None:
    text = (
        "Germany took 28% of Polish exports in 2019.(1)\n\nNotes:\n\n"
        "(1) Eurostat, international trade in goods, 2020.\n"
    )
    (claim,) = claims_in(text)

    assert claim.source_named == "eurostat"
    assert claim.asserted


def test_trade_with_a_partner_in_one_sector_keeps_the_sector() -> None:
    text = (
        "Israel is Vietnam's second partner in defence: trade between the two countries has "
        "risen from $1 billion in 2012 to $2 billion in 2018."
    )
    levels = [claim for claim in claims_in(text) if claim.form == "level"]

    assert {claim.sector for claim in levels} == {"defence"}
    assert [claim.period for claim in levels] == ["2012", "2018"]


@pytest.mark.shared
def test_every_core_figure_of_the_two_documents_is_found(shared_data: Path) -> None:
    text = (shared_data / "gold" / "documents.jsonl").read_text(encoding="utf-8")
    gold = [json.loads(line) for line in text.splitlines()]
    core = [
        item for item in gold
        if item["kind"] == "claim" and item["core"] and item["id"].startswith("C")
        and item["type"] in ("share", "rank", "ratio", "money")
    ]  # fmt: skip
    claims = {
        name: read_claims(read_document(shared_data / "documents" / name))
        for name in {item["file"] for item in core}
    }
    missed = [
        item["id"] for item in core
        if not any(
            claim.start < item["span"][1] and item["span"][0] < claim.end
            for claim in claims[item["file"]]
        )
    ]  # fmt: skip

    assert missed == []


def test_the_exports_of_a_firm_are_not_given_to_the_state_spoken_of() -> None:
    found = claims_in("Finland is worried. Nokia's exports to China fell 10% in 2020.")

    assert all(claim.subject is None for claim in found)


def test_a_doubling_takes_no_period_from_the_sentence_before() -> None:
    text = (
        "Peru's exports to Chile were $2 billion in 2019. Peru and Chile are old rivals. "
        "Within a decade their trade had doubled."
    )
    last = claims_in(text)[-1]

    assert (last.form, last.period) == ("multiple", "unspecified")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Russia sold goods worth $68.9 billion to China and $27.1 billion to Turkey in 2021.",
            [("RUS", "CHN", 68.9e9), ("RUS", "TUR", 27.1e9)],
        ),
        (
            "The US buys 76% of what Mexico sells and provides 46% of its imports, "
            "against 20% from China.",
            [("MEX", "USA", 76.0), ("MEX", "USA", 46.0), ("MEX", "CHN", 20.0)],
        ),
        (
            "In 2021 Peru's total exports were $60 billion, of which $2 billion went to Chile.",
            [("PER", "WLD", 60e9), ("PER", "CHL", 2e9)],
        ),
        (
            "Peru's exports to Chile were $2 billion in 2021, against $3 billion to Bolivia.",
            [("PER", "CHL", 2e9), ("PER", "BOL", 3e9)],
        ),
        ("China and Japan each took 3% of Peru's exports.", [("PER", "CHN|JPN", 3.0)]),
        ("Peru's exports to Chile covered 90% of its imports from Chile.", []),
    ],
)
def test_each_number_goes_with_the_partner_named_beside_it(
    text: str, wanted: list[tuple[str, str, float]]
) -> None:
    assert [(c.subject, c.partner, c.value) for c in claims_in(text)] == wanted


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Peru's trade with Chile, which stood at $2bn in 2020, jumped by 50% to $3bn in 2021.",
         ["2020", "2021", "2021"]),
        ("Peru's exports to Chile were $3bn in 2021 ($2bn in 2020), an increase of 50%.",
         ["2021", "2020", "2021"]),
        ("Peru's exports to Chile rose in 2021 to $3bn from $2bn.", ["2021", "unspecified"]),
        ("In 2020 and 2021 Peru's exports to Chile were $2bn and $3bn respectively.",
         ["2020", "2021"]),
    ],
)  # fmt: skip
def test_an_earlier_value_never_takes_the_later_years_date(text: str, periods: list[str]) -> None:
    assert [claim.period for claim in claims_in(text)] == periods


@pytest.mark.parametrize(
    "text",
    [
        "Had Peru's exports to Chile reached $9 billion in 2021, it would have rejoiced.",
        "Did Peru's exports to Chile reach $9 billion in 2021?",
        "Peru's trade with Chile was supposed to hit $9 billion by 2020.",
        "Peru's exports to Chile never came near the $9 billion planned for 2020.",
        "Excluding copper, Peru's exports to Chile were $9 billion in 2021.",
        "Daily trade between Peru and Chile was $9 million in 2021.",
    ],
)
def test_a_figure_that_is_no_plain_statement_of_a_total_says_so(text: str) -> None:
    for claim in claims_in(text):
        plain = claim.modality == "actual" and claim.asserted and claim.polarity == "affirmed"
        assert not plain or claim.ambiguous


def test_the_biggest_customer_after_a_colon_is_the_one_that_the_verb_names() -> None:
    text = "Kenyan goods hardly reach China: Kenya's biggest customer in 2023 was Uganda."
    (claim,) = claims_in(text)

    assert (claim.subject, claim.partner, claim.form) == ("KEN", "UGA", "rank")


def test_the_name_of_every_family_of_ores_is_read_as_that_family() -> None:
    from visavis.model.products import families

    for family in (each.id for each in families() if each.id.endswith("_ore")):
        words = "bauxite" if family == "aluminium_ore" else family.replace("_", " ")
        (claim,) = claims_in(f"Peru exported {words} worth $81.5 million to Japan in 2019.")
        assert claim.product == family, words


def test_years_later_are_counted_from_the_year_stated_before_them() -> None:
    found = claims_in(
        "Trade between Turkey and Russia amounted to $26.2 billion in 2019, fell to $21.2 billion "
        "a year later and recovered to $33.6 billion in 2021."
    )
    sold = claims_in(
        "Qatar exported gas worth $8.5 billion to India in 2022, but only $6.4 billion two years "
        "later."
    )
    vague = claims_in(
        "Chad exported goods worth $3.1 billion to China in 2012, and $2.2 billion several years "
        "later."
    )

    assert [claim.period for claim in found] == ["2019", "2020", "2021"]
    assert [claim.period for claim in sold] == ["2022", "2024"]
    assert [claim.period for claim in vague] == ["2012", "unspecified"]


@pytest.mark.parametrize("when", ["A year later", "Two years later", "Some three years later"])
def test_a_year_later_is_never_the_year_of_the_sentence_before(when: str) -> None:
    before = "In 2018 trade between Russia and China was $108 billion."
    found = claims_in(f"{before} {when} it stood at $104 billion.")

    assert [claim.period for claim in found] in (["2018"], ["2018", "unspecified"])


@pytest.mark.parametrize(
    "text",
    [
        "Kenya has 55 million people.",
        "In 2023 Kenya had about 55 million people, and it is growing.",
        "Kenya had 55 million people in 2023.",
    ],
)
def test_a_state_that_has_so_many_people_has_that_population(text: str) -> None:
    (claim,) = claims_in(text)

    assert (claim.subject, claim.measure, claim.value) == ("KEN", "population", 55e6)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya has 3 million people in need of food.",
        "Kenya had 2 million people living abroad in 2020.",
        "Kenya has 5 million people who speak Luo.",
        "Kenya has 4,000 people under arms.",
        "Kenya has 1.2 million people, many of them refugees.",
    ],
)
def test_a_part_of_the_people_is_no_population(text: str) -> None:
    assert [claim for claim in claims_in(text) if claim.measure == "population"] == []
