"""A report with a card of most kinds, made by hand: no data are read."""

import hashlib
from decimal import Decimal

from visavis.model.claims import Claim, Document, Segment, Written
from visavis.model.figures import Coverage, Figure, Missing, Part, RowRef
from visavis.model.queries import Query
from visavis.model.verdicts import (
    Checked,
    Diagnosis,
    Finding,
    Fit,
    Interval,
    Reading,
    Reason,
    Report,
    Verdict,
)

TEXT = """Russia and its neighbours

China took 14.6% of Russia's exports in 2020, and the EU 40.6%.
In 2018, trade with Russia represented barely 0.8% of China's total trade.

Vietnam abstained on resolution 68/262, "condemning" the annexation.
The two want to trade $200bn by 2024. Arms imports were 70% Russian.
"""


def share(subject: str, partner: str, year: int, value: str, **more: object) -> Figure:
    """A share of exports out of the subject's own book, with numerator and denominator."""
    query = Query.parse(f"exports {subject} {partner} {year} form=share")
    return Figure(
        query=query,
        value=Decimal(value),
        missing=None,
        unit="pct",
        book="exporter",
        book_reason="own_book",
        valuation="FOB",
        period=query.period,
        parts=(
            Part("numerator", f"exports of {subject} to {partner}", Decimal("49249123456.789"),
                 "USD", "ru_customs", "2022-03", "exporter"),
            Part("denominator", f"exports of {subject} to the world", Decimal(337295000000),
                 "USD", "ru_customs", "2022-03", "exporter"),
        ),
        formula="exports to the partner / exports to the world",
        rows=(RowRef("ru_customs", "2022-03", 19), RowRef("ru_customs", "2022-03", 7)),
        origins=("ru_customs",),
        vintages=(("ru_customs", "2022-03"),),
        **more,
    )  # fmt: skip


def vote(state: str, position: str) -> Figure:
    return Figure(
        query=Query.parse(f"vote_position {state} - 2014-03-27 resolution=A/RES/68/262"),
        value=None,
        missing=None,
        unit="vote",
        text=position,
        book="publisher",
        book_reason="published",
        parts=(Part("value", "vote", None, "vote", "un_votes", "2025-01", "publisher"),),
        origins=("un_votes",),
        vintages=(("un_votes", "2025-01"),),
        detail={"tally": {"yes": 100, "no": 11, "abstain": 58, "absent": 24}},
    )


def reading(figure: Figure, fit: Fit, **senses: str) -> Reading:
    return Reading(query=figure.query, figure=figure, fit=fit, senses=tuple(senses.items()))


def claim(quote: str, text: str = TEXT, **fields: object) -> Claim:
    start = text.index(quote)
    return Claim(quote=quote, start=start, end=start + len(quote), **fields)


def document(text: str, *, name: str = "folder/neighbours.md") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    lines = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    segments, position = [], 0
    for number, paragraph in enumerate(text.split("\n\n")):
        start = text.index(paragraph, position)
        position = start + len(paragraph)
        segments.append(Segment(start, position, "heading" if number == 0 else "prose"))
    return Document(
        name=name, text=text, text_sha256=digest, file_sha256=digest, kind="md",
        segments=tuple(segments), title="Russia and its neighbours", lines=tuple(lines),
    )  # fmt: skip


def checked_claims() -> tuple[Checked, ...]:
    pct = {"unit": "pct", "form": "share"}
    china = claim(
        "14.6% of Russia's exports", subject="RUS", partner="CHN", measure="exports",
        value=14.6, period="2020", period_from="sentence", written=Written("14.6"), **pct,
    )  # fmt: skip
    europe = claim(
        "40.6%", subject="RUS", partner="EU", measure="exports", value=40.6, period="2020",
        period_from="context", written=Written("40.6"), **pct,
    )  # fmt: skip
    trade = claim(
        "0.8% of China's total trade", subject="CHN", partner="RUS", measure="trade_turnover",
        value=0.8, period="2018", period_from="sentence", written=Written("0.8", 1.0, "barely"),
        **pct,
    )  # fmt: skip
    votes = claim(
        "Vietnam abstained on resolution 68/262", subject="VNM", measure="vote_position",
        form="position", position="abstain", resolution="A/RES/68/262", period="2014-03-27",
        premise="condemning",
    )  # fmt: skip
    target = claim(
        "$200bn by 2024", subject="RUS", partner="CHN", measure="trade_turnover", form="level",
        value=200e9, unit="USD", period="2024", modality="target", written=Written("200", 1e9),
    )  # fmt: skip
    arms = claim(
        "70% Russian", subject="CHN", partner="RUS", measure="arms_imports", value=70.0,
        written=Written("70"), asserted=False, attribution="SIPRI", **pct,
    )  # fmt: skip
    found = share("RUS", "CHN", 2020, "14.6012")
    eu27 = share("RUS", "EU27", 2020, "33.80")
    eu28 = share("RUS", "EU28", 2020, "40.63")
    wrong = share("CHN", "RUS", 2018, "2.342")
    of_gdp = share("CHN", "RUS", 2018, "0.779")
    part = Figure(
        query=Query.parse("trade_turnover RUS CHN 2024"), value=None, unit="USD",
        missing=Missing.INCOMPLETE, lower_bound=Decimal(96000000000), book="own",
        coverage=Coverage(("2024-01",), ("2024-02", "2024-03"), Decimal("0.62"), "baci"),
        vintages=(("ru_customs", "2022-03"),), origins=("ru_customs",),
    )  # fmt: skip
    return (
        Checked(
            id="000000000001", claim=china, verdict=Verdict.SUPPORTED, decisive=(0,),
            interval=Interval(Decimal("14.55"), Decimal("14.65"), "last_digit"),
            readings=(reading(found, Fit.EXACT, book="exporter"),),
        ),
        Checked(
            id="000000000002", claim=europe, verdict=Verdict.DEPENDS_ON_DEFINITION,
            decisive=(0, 1), readings=(reading(eu27, Fit.NO, definition="EU27"),
                                       reading(eu28, Fit.EXACT, definition="EU28")),
        ),
        Checked(
            id="000000000003", claim=trade, verdict=Verdict.CONTRADICTED, decisive=(0,),
            readings=(reading(wrong, Fit.NO),),
            diagnosis=Diagnosis(
                change="denominator", chance=0.03, figure=of_gdp,
                query=Query.parse("trade_turnover CHN RUS 2018 form=share denominator=gdp"),
            ),
        ),
        Checked(
            id="000000000004", claim=votes, verdict=Verdict.SUPPORTED, decisive=(0,),
            readings=(reading(vote("VNM", "abstain"), Fit.EXACT),),
            context=(vote("VNM", "abstain"), vote("LAO", "absent")),
            notes=(("premise_unchecked", "condemning"),),
        ),
        Checked(
            id="000000000005", claim=target, verdict=Verdict.TARGET_OPEN, decisive=(0,),
            readings=(reading(part, Fit.UNKNOWN),),
        ),
        Checked(
            id="000000000006", claim=arms, verdict=Verdict.CANNOT_BE_CHECKED,
            reason=Reason.NO_SOURCE, needs=("visavis data add comtrade DIR",),
        ),
    )  # fmt: skip


def sample_report() -> Report:
    return Report(
        document=document(TEXT),
        data=(("ru_customs", "2022-03"), ("un_votes", "2025-01")),
        claims=checked_claims(),
        consistency=(
            Finding(kind="same_figure", claims=(0, 1), expected=Decimal("14.6"),
                    found=Decimal("40.6"), unit="pct", is_contradiction=False),
        ),
    )  # fmt: skip
