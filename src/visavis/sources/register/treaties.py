"""What binds two states by treaty: trade agreements, alliances, defence cooperation.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source
from visavis.sources.getting import Getting

__all__ = ["SOURCES"]

_WTO = License(
    "WTO", "WTO copyright; use with acknowledgement, no licence to pass the database on",
    "https://www.wto.org/english/tratop_e/region_e/rta_e.htm", may_redistribute=False,
)  # fmt: skip
_ON_CITATION = License(
    "on-citation", "free for research on citation; no licence to pass it on is stated",
    "https://www.designoftradeagreements.org/", may_redistribute=False,
)  # fmt: skip
_ATOP = License(
    "on-citation", "free for research on citation; no licence to pass it on is stated",
    "http://www.atopdata.org/", may_redistribute=False,
)  # fmt: skip
_DCAD = License(
    "on-citation", "free for research on citation; no licence to pass it on is stated",
    "https://doi.org/10.7910/DVN/SYTWTH", may_redistribute=False,
)  # fmt: skip
_NOT_FETCHED = "files behind a page on which the user says who they are, or a form"

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="atop",
            title="Alliance Treaty Obligations and Provisions (ATOP)",
            publisher="Leeds, Ritter, Mitchell & Long (Rice University)",
            citation=(
                "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell & Andrew G. "
                "Long (2002). Alliance Treaty Obligations and Provisions, 1815-1944. "
                "International Interactions 28: 237-260. Version 5.1."
            ),
            page="http://www.atopdata.org/",
            license=_ATOP,
            refresh="seldom",
            add_command="visavis data add atop DIR",
            short="ATOP",
        ),
        module="atop",
        expect_rows=(8_000, 20_000),
        coverage="alliances by treaty between states, 1815-2018, with what was promised",
        taken=(
            "atopid", "member", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit", "phase",
            "defense", "offense", "neutral", "nonagg", "consul", "version",
        ),
        ignored=("all other columns of atop5_1a.csv and atop5_1m.csv, each known by name",),
        note=(
            "Never shipped. An alliance here is any treaty with a promise of defence, offence, "
            "neutrality, nonaggression or consultation; one with a promise of defence is what the "
            "word usually means, and the kind says which. After 2018 nothing is known, which is "
            "not none. States before 1922 that are in no list here (Austria-Hungary, Bavaria, "
            "Imperial Russia) are left out."
        ),
        not_fetched=_NOT_FETCHED,
    ),
    Source(
        origin=Origin(
            id="dcad",
            title="Defense Cooperation Agreement Dataset (DCAD)",
            publisher="Brandon J. Kinne",
            citation=(
                "Kinne, Brandon J. (2020). The Defense Cooperation Agreement Dataset (DCAD). "
                "Journal of Conflict Resolution 64(4): 729-755."
            ),
            page="https://doi.org/10.7910/DVN/SYTWTH",
            license=_DCAD,
            refresh="ended",
            add_command="visavis data add dcad FILE",
            short="DCAD",
        ),
        module="dcad",
        expect_rows=(1_500, 2_500),
        coverage="bilateral defence cooperation agreements signed 1980-2010",
        taken=(
            "ccode1", "ccode2", "signDay", "signMonth", "signYear", "EIFDay", "EIFMonth", "EIFYear",
            "type", "category1", "category2", "category3", "terminated", "endYearEstimate", "DCAid",
        ),
        ignored=(
            "cowName1", "cowName2", "span", "renewType", "renewYears", "durationActual",
            "asymmetry", "categoryConf", "UNTS", "fullText", "sourceType", "source", "factivaConf",
            "factivaSign", "factivaEIF",
        ),
        note=(
            "Never shipped. Every agreement counts on the day of its signature. The estimated ends "
            "are not taken, only those of agreements that are known to have ended. Outside "
            "1980-2010 nothing is known."
        ),
        not_fetched=_NOT_FETCHED,
    ),
    Source(
        origin=Origin(
            id="desta",
            title="Design of Trade Agreements (DESTA): list of treaties",
            publisher="Duer, Baccini & Elsig (World Trade Institute and others)",
            citation=(
                "Duer, Andreas, Leonardo Baccini & Manfred Elsig (2014). The Design of "
                "International Trade Agreements: Introducing a New Dataset. Review of "
                "International Organizations 9(3): 353-375."
            ),
            page="https://www.designoftradeagreements.org/downloads/",
            license=_ON_CITATION,
            refresh="yearly",
            add_command="visavis data add desta FILE",
            short="DESTA",
        ),
        module="desta",
        expect_rows=(12_000, 30_000),
        coverage="preferential trade agreements by year of signature, 1948-2020",
        taken=(
            "number", "base_treaty", "name", "entry_type", "year", "entryforceyear", "c1 to c91",
            "mc1 to mc91",
        ),
        ignored=("consolidated", "language", "typememb", "regioncon", "wto_listed", "wto_name"),
        note=(
            "Never shipped. Years and no days: a year of entry into force is its first day. "
            "Amendments are kept and marked; negotiations and consolidated texts are left out. "
            "The file does not state its version: the vintage is its last year and its hash."
        ),
        not_fetched=_NOT_FETCHED,
    ),
    Source(
        origin=Origin(
            id="wto_rta",
            title="Regional Trade Agreements Database (RTA-IS)",
            publisher="World Trade Organization",
            citation="World Trade Organization. Regional Trade Agreements Database.",
            page="https://rtais.wto.org/",
            license=_WTO,
            refresh="weekly",
            add_command="visavis data add wto_rta FILE",
            short="the WTO",
        ),
        module="wto_rta",
        expect_rows=(8_000, 25_000),
        coverage="trade agreements notified to the GATT and the WTO, in force or inactive",
        taken=(
            "RTA ID", "RTA Name", "Type", "Status", "Date of Signature (G)",
            "Date of Signature (S)", "Date of Entry into Force (G)",
            "Date of Entry into Force (S)", "Inactive Date", "Current signatories",
            "Original signatories", "Specific Entry/Exit dates",
        ),
        ignored=(
            "Coverage", "Notification", "Date of Notification (G)", "Date of Notification (S)",
            "Accession?", "RTA Composition", "Region", "Cross-regional",
            "All Parties WTO members?", "WTO Consideration Process (G)", "Consideration Date (G)",
            "WTO Consideration Process (S)", "Consideration Date (S)",
            "End of implementation period (G)", "End of implementation period (S)", "Remarks",
            "the sheet RTA Changes",
        ),
        note=(
            "Never shipped. Members of blocs are spelt out by date: Russia is in the agreement of "
            "the Eurasian Economic Union with Viet Nam. Goods and services are two ties where "
            "they began on different days. A last day is the one before the list's inactive date. "
            "The list has what was notified, so that no row does not mean no agreement."
        ),
        getting=Getting(
            module="wto_rta",
            brings="the list of all agreements as it stands today",
            pause=3.0,
            size="some 400 kB",
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
