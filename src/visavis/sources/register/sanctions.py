"""Who sanctioned whom: cases of sanctions with their years.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source

__all__ = ["SOURCES"]

_GSDB = License(
    "on-request", "sent on request, for the asker's own use; not to be passed on",
    "https://www.globalsanctionsdatabase.com/", may_redistribute=False,
)  # fmt: skip
_TIES = License(
    "on-citation", "free for research on citation; no licence to pass it on is stated",
    "https://sanctions.web.unc.edu/", may_redistribute=False,
)  # fmt: skip

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="gsdb",
            title="Global Sanctions Data Base (GSDB)",
            publisher="Felbermayr, Kirilakha, Syropoulos, Yalcin & Yotov (Drexel University)",
            citation=(
                "Felbermayr, Gabriel, Aleksandra Kirilakha, Constantinos Syropoulos, Erdal Yalcin "
                "& Yoto V. Yotov (2020). The Global Sanctions Data Base. European Economic Review "
                "129: 103561."
            ),
            page="https://www.globalsanctionsdatabase.com/",
            license=_GSDB,
            refresh="yearly",
            add_command="visavis data add gsdb FILE",
            short="the GSDB",
        ),
        module="gsdb",
        expect_rows=(15_000, 50_000),
        coverage="cases of sanctions by year, 1949-2023",
        taken=(
            "case_id", "sanctioned_state", "sanctioning_state", "begin", "end", "trade", "arms",
            "military", "financial", "travel", "other", "success",
        ),
        ignored=("descr_trade", "target_mult", "sender_mult", "objective"),
        note=(
            "Never shipped: the publisher sends it on request. The members that a union or the "
            "United Nations had in a case's first year are spelt out and marked (`of EU`). A case "
            "that goes on has no end here, although the file prints its own last year. Bodies "
            "without a dated list of members (OSCE, OAS) are named among the rows refused."
        ),
        not_fetched="a file that the publisher sends on request",
    ),
    Source(
        origin=Origin(
            id="ties_sanctions",
            title="Threat and Imposition of Economic Sanctions (TIES)",
            publisher="Morgan, Bapat & Kobayashi (University of North Carolina)",
            citation=(
                "Morgan, T. Clifton, Navin Bapat & Yoshiharu Kobayashi (2014). Threat and "
                "Imposition of Economic Sanctions 1945-2005: Updating the TIES Dataset. Conflict "
                "Management and Peace Science 31(5): 541-558."
            ),
            page="https://sanctions.web.unc.edu/",
            license=_TIES,
            refresh="ended",
            add_command="visavis data add ties_sanctions FILE",
            short="TIES",
        ),
        module="ties_sanctions",
        expect_rows=(1_000, 4_000),
        coverage="sanctions imposed in cases that began 1945-2005",
        taken=(
            "caseid", "endmonth", "endday", "endyear", "sender1 to sender5", "targetstate",
            "imposition", "sancimpositionstartmonth", "sancimpositionstartday",
            "sancimpositionstartyear", "sanctiontype",
        ),
        ignored=("all other columns of the sheet, each known by name",),
        note=(
            "Never shipped. Threats that were not carried out are left out. The European Union "
            "(code 1000) is spelt out by its members of the day and marked."
        ),
        not_fetched="files behind a page of the publisher's own",
    ),
)  # fmt: skip
"""Sorted by id."""
