"""What a figure of a state that stopped reporting says beside its value."""

from shelf import Shelf

from visavis.briefs.answers import series_text
from visavis.briefs.books import former_words


def _stopped() -> Shelf:
    """Russia's own exports in 2021 (100: China 14, Germany 6); its partners' in 2022."""
    shelf = Shelf()
    shelf.covers("ru_customs", "exporter", ("RUS",), ("CHN", "DEU", "WLD"))
    shelf.covers("comtrade", "importer", ("RUS",), None)
    for other, value in (("WLD", 100), ("CHN", 14), ("DEU", 6)):
        shelf.has("ru_customs", "exporter", f"RUS>{other}", 2021, value)
    shelf.has("comtrade", "importer", "RUS>CHN", 2022, 114)
    return shelf.has("comtrade", "importer", "RUS>DEU", 2022, 38)


def test_the_member_whose_book_stands_for_a_group_is_named() -> None:
    figure = _stopped().ask("exports RUS EU27 2022 book=importer")

    assert figure.coverage.present == ("DEU",)
    assert former_words(figure) == (
        "by partner ends in 2021, when this partner (Germany) was 6 % of Russia's exports"
    )


def test_a_table_of_years_says_what_the_partners_were_before() -> None:
    stopped = _stopped()
    told = series_text([stopped.ask(f"exports RUS CHN {year}") for year in (2021, 2022)])

    said = "own book by partner ends in 2021, when this partner was 14 % of Russia's exports"
    assert " ".join(told.split()).count(said) == 1


def test_trade_both_ways_says_it_of_both_flows_and_a_share_of_its_own() -> None:
    stopped = _stopped()
    stopped.covers("ru_customs", "importer", ("CHN", "WLD"), ("RUS",))
    stopped.covers("comtrade", "exporter", ("CHN",), ("RUS",))
    for other, value in (("WLD", 200), ("CHN", 50)):
        stopped.has("ru_customs", "importer", f"{other}>RUS", 2021, value)
    stopped.has("comtrade", "exporter", "CHN>RUS", 2022, 76)
    stopped.covers("world_bank", "exporter", None, ("WLD",))
    stopped.has("world_bank", "exporter", "RUS>WLD", 2022, 570)

    assert former_words(stopped.ask("trade_turnover RUS CHN 2022")) == (
        "by partner ends in 2021, when this partner was 14 % of Russia's exports and 25 % of "
        "Russia's imports"
    )
    share = stopped.ask("exports RUS CHN 2022 form=share")
    assert share.value == 20
    assert former_words(share).endswith("this partner was 14 % of Russia's exports")


def test_trade_of_a_state_that_reports_has_no_such_remark() -> None:
    assert former_words(_stopped().ask("trade_turnover RUS CHN 2021")) == ""
