"""What makes a source done: a sample, a figure cited from outside, a sentence that it settles.

The table names the test of each, so that a source without one is seen. "" stands for what cannot
be: a source of which no file is at hand, or of which no sentence speaks.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from test_sources_faults_everywhere import TEXTS

from visavis import check
from visavis.model.verdicts import Verdict
from visavis.refresh import add
from visavis.sources import SOURCES

TODAY = date(2026, 1, 2)
TIES = "test_the_publishers_own_files_settle_the_sentences"
LEADERS = "test_leaders_journeys_are_settled_by_each_list"
CODED = "test_what_a_list_of_coded_events_is_said_to_have_is_held_against_it"
ARMS = "test_arms_are_settled_by_windows_and_by_the_recipients_own_total"
HERE = "test_sentences_are_settled_by_rows_of_ones_own"
STARTER = "test_sentences_are_settled_by_the_starter"

DONE: dict[str, tuple[str, str, str]] = {
    "atop": ("test_two_members_of_an_alliance_are_bound_while_both_are_in_the_same_phase",
             "test_russias_treaties_of_friendship_have_the_days_on_which_they_were_signed", TIES),
    "baci": ("test_thousands_become_dollars_and_families_are_summed",
             "test_russia_to_china_and_to_india_as_published",
             "test_shares_of_russias_exports_and_imports_are_supported_by_its_customs"),
    "china_visits": ("test_china_visited_russia_most_since_2000_as_ceias_writes",
                     "test_china_visited_russia_most_since_2000_as_ceias_writes", LEADERS),
    "colt": ("test_lulas_journeys_come_within_one_of_what_the_press_counted",
             "test_lulas_journeys_come_within_one_of_what_the_press_counted", LEADERS),
    "comtrade": ("test_exports_go_from_the_reporter_and_imports_to_it",
                 "test_russia_2020_as_the_united_nations_has_it", HERE),
    "dcad": ("test_a_defence_agreement_is_dated_as_finely_as_it_is_stated",
             "test_russia_has_171_defence_agreements_of_which_ten_are_with_china", TIES),
    "desta": ("test_a_year_of_desta_is_its_first_day_and_a_role_that_lacks_is_that_of_most",
              "test_desta_has_the_agreement_of_the_union_with_vietnam_in_2015_and_2016", TIES),
    "eurostat": ("test_guinea_in_the_french_file_is_guinea_bissau",
                 "test_the_union_sold_79_billion_euro_to_russia_in_2020",
                 "test_a_sentence_is_settled_by_what_was_fetched"),
    "eurostat_members": ("test_a_month_of_a_member_is_kept_and_unions_are_counted",
                         "test_members_together_sold_79_billion_euro_to_russia_in_2020",
                         "test_a_sentence_is_settled_and_a_second_download_adds_to_the_first"),
    "factbook": ("test_shares_are_read_from_the_printed_line",
                 "test_the_factbook_has_what_its_page_of_kenya_says", STARTER),
    "gacc": ("test_every_form_gives_the_same", "",
             "test_sentences_are_settled_and_nothing_is_counted_twice"),
    "gdelt": ("test_gdelt_has_61_columns_and_no_header",
              "test_gdelts_classes_are_those_of_the_cameo_roots", CODED),
    "gsdb": (TIES, "test_the_data_base_has_48_cases_against_russia_and_42_by_it", TIES),
    "icews": ("test_icews_keeps_acts_between_two_states_and_counts_the_rest_away",
              "test_lavrovs_visit_to_pyongyang_is_among_the_coded_events", CODED),
    "ideal_points": ("test_a_session_runs_from_one_autumn_to_the_next_and_a_year_does_not",
                     "test_session_68_as_published",
                     "test_ideal_points_are_checked_against_their_session"),
    "ideal_points_yearly": ("test_in_a_folder_of_both_each_source_takes_its_own", "",
                            "test_a_sentence_on_a_year_is_settled"),
    "imf_dip": ("test_every_row_of_the_real_download_is_accounted_for",
                "test_russias_stock_in_china_is_320_million_by_chinas_book",
                "test_a_stock_that_the_text_says_is_the_imfs_can_be_wrong"),
    "imf_imts": ("test_amounts_are_whole_dollars_whatever_the_scale_says", "",
                 "test_a_sentence_is_settled"),
    "oecd_itic": ("test_a_margin_stands_from_exporter_to_importer_in_per_cent",
                  "test_the_way_from_russia_to_china_costs_about_six_per_cent", ""),
    "polecat": ("test_polecat_keeps_one_state_on_each_side", "", CODED),
    "ru_customs": ("test_every_day_of_a_flow_stands_in_one_row",
                   "test_china_in_russias_trade_of_2020",
                   "test_shares_of_russias_exports_and_imports_are_supported_by_its_customs"),
    "ru_customs_totals": ("test_months_of_both_years_are_dollars_and_sums_are_counted_away",
                          "test_russia_sold_425_and_bought_285_billion_in_2023",
                          "test_a_sentence_on_2023_is_settled"),
    "sipri": ("test_every_file_of_sipri_at_hand_is_read_or_refused",
              "test_the_tables_of_2022_rank_indonesias_suppliers", ARMS),
    "sipri_register": ("test_every_file_of_sipri_at_hand_is_read_or_refused",
                       "test_a_register_comes_near_the_tables_over_two_decades", ""),
    "ties_sanctions": (TIES,
                       "test_the_grain_embargo_of_january_1980_is_in_the_cases_of_ties", TIES),
    "un_digital_library": ("test_each_edition_of_the_file_says_the_same",
                           "test_the_votes_on_ukraine_of_2022_as_announced",
                           "test_sentences_on_its_votes_are_settled"),
    "un_votes": ("test_absence_is_kept_and_not_being_a_member_is_not",
                 "test_resolution_68_262_as_recorded",
                 "test_votes_are_checked_against_the_starter"),
    "us_state_visits": ("test_a_stay_is_a_trip_from_and_to_a_state",
                        "test_nixon_went_to_china_from_21_to_28_february_1972", HERE),
    "visavis_ideal_points": (
        "test_those_who_vote_with_the_united_states_stand_on_its_side",
        "test_the_starters_points_go_with_the_published_ones",
        "test_a_sentence_is_never_contradicted_by_our_own_estimate",
    ),
    "wits_panel": ("test_a_report_gives_a_row_in_each_book_in_whole_dollars",
                   "test_mirror_ratios_of_2013_are_those_cited", HERE),
    "world_bank": ("test_regions_are_left_out_and_millions_become_dollars",
                   "test_chinas_product_of_2020_was_14_7_trillion_dollars", HERE),
    "wto_rta": ("test_members_of_a_bloc_are_bound_by_its_agreement_from_its_day_on",
                "test_russia_is_in_the_unions_agreements_with_vietnam_serbia_and_iran", TIES),
}  # fmt: skip
"""By source: test of its sample, of a figure from outside, of a sentence."""

WITHOUT = {
    ("gacc", "figure"): "no file of the customs service is at hand",
    ("ideal_points_yearly", "figure"): "no yearly point is printed in a paper",
    ("imf_imts", "figure"): "no file of the data flow is at hand",
    ("polecat", "figure"): "no file with rows is at hand",
    ("oecd_itic", "sentence"): "margins bring imports to the border; no text states them",
    ("sipri_register", "sentence"): "texts count pieces, the register orders: none is held to it",
}
"""What cannot be, and why."""


def test_every_source_has_a_sample_a_figure_and_a_sentence_or_a_reason() -> None:
    folder = Path(__file__).parents[1]
    written = "\n".join(each.read_text("utf-8") for each in sorted(folder.rglob("test_*.py")))
    tests = set(re.findall(r"def (test_\w+)", written))
    empty = {
        (source, kind)
        for source, named in DONE.items()
        for kind, name in zip(("sample", "figure", "sentence"), named, strict=True)
        if name not in tests
    }

    assert sorted(DONE) == sorted(each.origin.id for each in SOURCES)
    assert empty == set(WITHOUT)


def comtrade_rows() -> bytes:
    from test_sources_comtrade import flow, v1

    return v1([flow("0", "100000000"), flow("12", "60000000"), flow("842", "40000000")])


SENTENCES = [
    ("comtrade", "TradeData.csv", comtrade_rows(),
     "In 2020 Russia exported goods worth $60 million to Algeria.",
     Verdict.SUPPORTED),
    ("us_state_visits", "us_travels.csv", TEXTS["us_state_visits"][2],
     "US Secretary of State John Kerry visited Russia in May 2015.", Verdict.SUPPORTED),
    ("wits_panel", "CHN.json", b'{"2013": {"VNM": {"x": 13725000, "m": 2596000}}}',
     "In 2013 China's exports to Vietnam were worth $13.7 billion.", Verdict.SUPPORTED),
    ("wits_panel", "CHN.json", b'{"2013": {"VNM": {"x": 13725000, "m": 2596000}}}',
     "In 2013 China's exports to Vietnam were worth $33.7 billion.", Verdict.CONTRADICTED),
    ("world_bank", "wb_gdp.csv",
     b"Country Name,Country Code,Year,Value\nChina,CHN,2020,14700000000000\n",
     "China's GDP was $14.7 trillion in 2020.", Verdict.SUPPORTED),
]  # fmt: skip


@pytest.mark.parametrize("given", SENTENCES, ids=lambda given: given[3])
def test_sentences_are_settled_by_rows_of_ones_own(
    tmp_path: Path, given: tuple[str, str, bytes, str, Verdict]
) -> None:
    source, name, data, text, verdict = given
    files = tmp_path / "files"
    files.mkdir()
    (files / name).write_bytes(data)
    add(source, files, tmp_path / "db", TODAY)

    assert [each.verdict for each in check(text, db=tmp_path / "db").claims] == [verdict]


def test_sentences_are_settled_by_the_starter() -> None:
    text = "Uganda accounted for 10% of Kenya's exports in 2023."

    assert [each.verdict for each in check(text).claims] == [Verdict.SUPPORTED]


@pytest.mark.shared
def test_the_factbook_has_what_its_page_of_kenya_says(shared_data: Path) -> None:
    from visavis.sources import factbook

    frame = factbook.load(shared_data / "claims", TODAY).tables["facts"].frame
    rows = frame.filter(subject="KEN", partner="UGA", relation="published_share_exports")

    assert [int(value) for value in rows["value"]] == [10]


@pytest.mark.shared
def test_chinas_product_of_2020_was_14_7_trillion_dollars(shared_data: Path) -> None:
    # World Bank, WDI NY.GDP.MKTP.CD.
    from visavis.sources import world_bank

    frame = world_bank.load(shared_data / "macro", TODAY).tables["facts"].frame
    rows = frame.filter(subject="CHN", relation="gdp", start=date(2020, 1, 1))

    assert [float(round(value / 10**12, 1)) for value in rows["value"]] == [14.7]


@pytest.mark.shared
def test_nixon_went_to_china_from_21_to_28_february_1972(shared_data: Path) -> None:
    # Office of the Historian: the week that changed the world.
    from visavis.sources import us_state_visits

    trips = us_state_visits.load(shared_data / "visits", TODAY).tables["trips"].frame
    rows = trips.filter(traveller="USA", host="CHN", role="head_of_state")

    assert rows.sort("start").select("start", "end").row(0) == (
        date(1972, 2, 21), date(1972, 2, 28),
    )  # fmt: skip
