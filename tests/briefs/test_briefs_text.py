"""Cards for the terminal, compared with what a reader is to see."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.briefs.cards import cards
from visavis.briefs.page import to_html
from visavis.briefs.receipt import to_json
from visavis.briefs.safe import one_line, shown
from visavis.briefs.summary import summary_line
from visavis.briefs.text import card_text, reports_text, to_text
from visavis.model.verdicts import Report

CONTRADICTED = """\
3. line 4: "0.8% of China's total trade"
   ✗ CONTRADICTED
   understood  Russia's share of China's goods trade, 2018
   verdict     The text says 0.8 %; the data say: 2.34 % (China's own customs).
   figure      2.34 % = $49.25 billion of $337.3 billion; China's own customs;
               FOB
   source      Federal Customs Service of Russia, through Rosstat, release
               2022-03 (Rosstat)
   diagnosis   coincides with China's goods trade with Russia as a share of
               China's GDP, 2018 (0.78 %, China's own customs); a hit by
               accident has a chance of 3 %
   instead     Russia's share of China's goods exports was 2.34% in 2018
               (China's own customs)."""

VOTES = """\
4. line 6: "Vietnam abstained on resolution 68/262"
   ✓ SUPPORTED
   understood  How Vietnam voted on resolution 68/262 in the UN General
               Assembly, 27 March 2014
   verdict     The data agree: Vietnam abstained (the UN's roll calls).
   source      Erik Voeten, Anton Strezhnev and Michael Bailey, release 2025-01
               (CC0-1.0)
   assembly    68/262: 100 in favour, 11 against, 58 abstained, 24 absent
   note        The data say nothing of the word "condemning": it was not
               checked.
   How ASEAN voted on resolution 68/262:
     vote        states  who
     abstained   1       Vietnam
     was absent  1       Laos"""


def test_the_card_of_a_contradicted_claim_says_what_is_right_and_what_it_coincides_with(
    report: Report,
):
    assert card_text(cards(report)[2]) == CONTRADICTED


def test_the_card_of_a_vote_shows_the_whole_group(report: Report):
    assert card_text(cards(report)[3]) == VOTES


def test_the_replacement_keeps_the_documents_way_of_writing_per_cent(report: Report):
    assert cards(report)[1].suggestion == (
        "The EU's share of Russia's goods exports in 2020 was 33.8% counting the EU27 "
        "or 40.6% counting the EU28 (Russia's own customs)."
    )


def test_the_summary_line_counts_verdicts_and_names_reasons(report: Report):
    assert summary_line([report]) == (
        "6 claims: 2 supported, 1 depends on definition, 1 contradicted, 1 target open, "
        "1 cannot be checked: 1 no source"
    )
    assert to_text(report).splitlines()[-1] == summary_line([report])


def test_two_documents_have_one_summary_line(report: Report):
    text = reports_text([report, report])

    assert text.count("== neighbours.md ==") == 2
    assert text.splitlines()[-1].startswith("12 claims: 4 supported")


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_but_the_summary_is_wider_than_the_terminal(report: Report, width: int):
    for line in to_text(report, width=width).splitlines()[:-1]:
        assert len(line) <= width, line


def test_a_verdict_is_readable_without_colour_and_without_unicode(report: Report):
    plain = to_text(report, ascii_only=True)

    assert plain.isascii()
    assert "x CONTRADICTED" in plain
    assert "\x1b" not in to_text(report)
    assert "\x1b[31m" in to_text(report, colour=True)


@given(st.text())
def test_no_character_of_a_document_can_steer_the_terminal(text: str):
    line = one_line(text)

    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in line)
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f")


def test_an_override_is_shown_by_its_code():
    assert shown("a\u202eb\x1b[31m") == "a<U+202E>b<U+001B>[31m"


def test_a_passage_that_was_not_read_is_named_in_the_text_the_page_and_the_receipt(report: Report):
    document = replace(report.document, unread=((0, 1600),))
    unread = replace(report, document=document)
    said = "1 passage of 1,600 characters was not read: too long for a sentence"

    assert to_text(unread, width=100).splitlines()[-1].endswith(said)
    assert said in to_html(unread)
    assert said in to_json(unread)
    assert '"unread": [\n      [\n        0,\n        1600' in to_json(unread)


def test_a_wide_table_wraps_in_its_columns_and_never_letter_by_letter():
    from visavis.briefs.tables import Table
    from visavis.briefs.text import _table

    rows = (("India's goods trade with Russia, growth 2020 to 2021, own book", "46.4 %",
             "Russia's customs"),)  # fmt: skip
    lines = _table(Table(title="For comparison", header=("what", "value", "book"), rows=rows), 60)

    assert max(len(line) for line in lines) <= 60
    assert len(lines) <= 5
    assert any("Russia's" in line or "customs" in line for line in lines)
