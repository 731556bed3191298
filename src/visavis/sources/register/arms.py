"""Deliveries of arms, in units that are no money.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source

__all__ = ["SOURCES"]

_SIPRI = License(
    "SIPRI", "all rights reserved; use with citation, not in large parts without permission",
    "https://www.sipri.org/about/terms-and-conditions", may_redistribute=False,
)  # fmt: skip
_PUBLISHER = "Stockholm International Peace Research Institute (SIPRI)"
_NOT_FETCHED = "a site that gives its tables to visitors one by one, and no licence to pass them on"

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="sipri",
            short="SIPRI",
            title="SIPRI Arms Transfers Database: TIV tables",
            publisher=_PUBLISHER,
            citation="SIPRI. Arms Transfers Database, import and export values (TIV tables).",
            page="https://armstransfers.sipri.org/",
            license=_SIPRI,
            refresh="yearly",
            add_command="visavis data add sipri DIR",
        ),
        module="sipri",
        expect_rows=(100_000, 400_000),
        coverage=(
            "deliveries of major arms by supplier, recipient and year since 1950, as far as the "
            "user's own tables go"
        ),
        taken=("supplier", "recipient", "year", "TIV"),
        ignored=("Percentage", "Sum total years", "Percentage of total", "span of years"),
        note=(
            "Never shipped: all rights are reserved. Amounts are trend-indicator values (TIV), a "
            "measure of military capability and not of money: no claim in dollars is held "
            "against them. Put all tables of one day into one folder; another day is another "
            "release. A printed 0 is above nothing and below half a million, and is never shown "
            "as a plain zero. What a state received in all is known from a table of recipients' "
            "totals, or where the tables of all suppliers are there. A group's arms imports "
            "include those from its own members."
        ),
        not_fetched=_NOT_FETCHED,
    ),
    Source(
        origin=Origin(
            id="sipri_register",
            short="SIPRI's trade register",
            title="SIPRI Arms Transfers Database: trade registers",
            publisher=_PUBLISHER,
            citation="SIPRI. Arms Transfers Database, trade registers.",
            page="https://armstransfers.sipri.org/",
            license=_SIPRI,
            refresh="yearly",
            add_command="visavis data add sipri_register FILE",
        ),
        module="sipri_register",
        expect_rows=(200_000, 1_000_000),
        coverage="deals in major arms since 1950, by order and by years of delivery",
        taken=(
            "Recipient", "Supplier", "Year of order", "Year(s) of delivery",
            "SIPRI TIV of delivered weapons",
        ),
        ignored=(
            "Number ordered", "Weapon designation", "Weapon description", "Number delivered",
            "status", "Comments", "SIPRI TIV per unit", "SIPRI TIV for total order",
            "question marks of uncertain data",
        ),
        note=(
            "Never shipped: all rights are reserved. What a deal delivered is split equally over "
            "its years of delivery, which is good for five years or more together and for no "
            "single year: yearly figures come from the TIV tables alone, and nothing is counted "
            "by year of order but the orders."
        ),
        not_fetched=_NOT_FETCHED,
    ),
)  # fmt: skip
"""Sorted by id."""
