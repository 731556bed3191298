"""What a panel can have columns of: each measure with its unit, formula, whole, papers and rules.

The trap is the word that means two things: `agreement` leaves out roll calls on which all that
voted were one and S does not, `agreements` are treaties, and a dependence has a denominator.
"""

from dataclasses import dataclass
from typing import Literal

from visavis.errors import UsageError

__all__ = ["MEASURES", "PanelMeasure", "panel_measures"]

Kind = Literal["flow", "listed", "votes", "both_shares", "portfolios"]
"""How it is reckoned: from figures with books; from figures of one list for the whole panel; from
roll calls; from the shares of both sides; from alliance portfolios."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMeasure:
    """One column of values and how it comes about."""

    id: str
    what: str
    """In words, with `state_a` as the owner of what is directed."""
    unit: Literal["share", "USD", "score", "count", "word"]
    formula: str
    kind: Kind
    asked: str
    """The measure of relations.csv that carries it."""
    form: str = "level"
    denominator: str = ""
    """The whole of a share in words; empty for what is no share."""
    of: str | None = None
    """The same as a query names it."""
    window: int = 1
    """Years up to the one of the row that are taken together."""
    papers: tuple[str, ...] = ()
    is_symmetric: bool = False
    absence: str = ""
    """What no row in the source means, in words."""

    @property
    def has_books(self) -> bool:
        """Whether two sides report it, so that a column says whose book it is."""
        return self.kind in ("flow", "both_shares")

    @property
    def value_type(self) -> str:
        """`float`, `int` or `text`."""
        return {"count": "int", "word": "text"}.get(self.unit, "float")


_TRADE_ABSENCE = (
    "no row is zero only where the publisher's table is complete for the pair and year; such a "
    "zero is marked in the column _inferred"
)
_VOTES_ABSENCE = (
    "a roll call that either missed does not count; a year that the record does not reach the end "
    "of is incomplete, without a value"
)
_ALL = (
    PanelMeasure(
        id="dependence",
        what="trade of state_a with state_b as a share of all trade of state_a",
        unit="share",
        formula="(exports to b + imports from b) / (all exports + all imports of a)",
        kind="flow",
        asked="trade_turnover",
        form="share",
        denominator="goods trade of state_a with the world",
        of="trade",
        papers=("barbieri1996",),
        absence=_TRADE_ABSENCE,
    ),
    PanelMeasure(
        id="dependence_exports",
        what="exports of state_a to state_b as a share of all exports of state_a",
        unit="share",
        formula="exports to b / all exports of a",
        kind="flow",
        asked="exports",
        form="share",
        denominator="goods exports of state_a to the world",
        of="exports",
        papers=("hirschman1945",),
        absence=_TRADE_ABSENCE,
    ),
    PanelMeasure(
        id="dependence_imports",
        what="imports of state_a from state_b as a share of all imports of state_a",
        unit="share",
        formula="imports from b / all imports of a",
        kind="flow",
        asked="imports",
        form="share",
        denominator="goods imports of state_a from the world",
        of="imports",
        papers=("hirschman1945",),
        absence=_TRADE_ABSENCE,
    ),
    PanelMeasure(
        id="trade_to_gdp",
        what="trade of state_a with state_b over the GDP of state_a",
        unit="share",
        formula="(exports to b + imports from b) / GDP of a; may exceed 1",
        kind="flow",
        asked="trade_turnover",
        form="share",
        denominator="GDP of state_a at current prices",
        of="gdp",
        papers=("oneal1997",),
        absence=_TRADE_ABSENCE,
    ),
    PanelMeasure(
        id="salience",
        what="how much both depend on their trade with one another",
        unit="share",
        formula="sqrt(dependence of a on b x dependence of b on a)",
        kind="both_shares",
        asked="trade_turnover",
        form="share",
        denominator="goods trade of each side with the world",
        of="trade",
        papers=("barbieri1996",),
        is_symmetric=True,
        absence="no value where either share has none",
    ),
    PanelMeasure(
        id="symmetry",
        what="how equal the two dependences are",
        unit="share",
        formula="1 - |dependence of a on b - dependence of b on a|",
        kind="both_shares",
        asked="trade_turnover",
        form="share",
        denominator="goods trade of each side with the world",
        of="trade",
        papers=("barbieri1996",),
        is_symmetric=True,
        absence="no value where either share has none",
    ),
    PanelMeasure(
        id="interdependence",
        what="Barbieri's interdependence",
        unit="share",
        formula="salience x symmetry",
        kind="both_shares",
        asked="trade_turnover",
        form="share",
        denominator="goods trade of each side with the world",
        of="trade",
        papers=("barbieri1996",),
        is_symmetric=True,
        absence="no value where either share has none",
    ),
    PanelMeasure(
        id="exports",
        what="goods exports of state_a to state_b",
        unit="USD",
        formula="exports of a to b, current dollars",
        kind="flow",
        asked="exports",
        absence=_TRADE_ABSENCE,
    ),
    PanelMeasure(
        id="imports",
        what="goods imports of state_a from state_b",
        unit="USD",
        formula="imports of a from b, current dollars",
        kind="flow",
        asked="imports",
        absence=_TRADE_ABSENCE,
    ),
    PanelMeasure(
        id="trade",
        what="goods trade of state_a with state_b, from the side of state_a",
        unit="USD",
        formula="exports to b + imports from b, current dollars",
        kind="flow",
        asked="trade_turnover",
        absence=_TRADE_ABSENCE,
    ),
    PanelMeasure(
        id="fdi_in_stock",
        what="stock of direct investment in state_a from state_b at the end of the year",
        unit="USD",
        formula="position by immediate owner, current dollars; may be negative",
        kind="flow",
        asked="fdi_in_stock",
        absence="no row is unknown",
    ),
    PanelMeasure(
        id="agreement",
        what="voting agreement in the UN General Assembly",
        unit="share",
        formula=(
            "mean of 1 - |difference of positions| / 2 (yes 1, abstention 2, no 3) over roll calls "
            "in which both voted, those on which all that voted were one left out"
        ),
        kind="votes",
        asked="vote_agreement",
        papers=("lijphart1963", "bailey2017"),
        is_symmetric=True,
        absence=_VOTES_ABSENCE,
    ),
    PanelMeasure(
        id="s",
        what="Signorino and Ritter's S of votes in the UN General Assembly",
        unit="score",
        formula="1 - 2 sum |difference of positions| / (2 n), unanimous roll calls included",
        kind="votes",
        asked="vote_agreement",
        papers=("signorino1999",),
        is_symmetric=True,
        absence=_VOTES_ABSENCE,
    ),
    PanelMeasure(
        id="kappa",
        what="Cohen's weighted kappa of votes in the UN General Assembly",
        unit="score",
        formula="1 - observed / expected squared distance, expected from each state's own habits",
        kind="votes",
        asked="vote_agreement",
        papers=("cohen1968", "haege2011"),
        is_symmetric=True,
        absence=_VOTES_ABSENCE,
    ),
    PanelMeasure(
        id="pi",
        what="Scott's pi of votes in the UN General Assembly",
        unit="score",
        formula="1 - observed / expected squared distance, expected from their pooled habits",
        kind="votes",
        asked="vote_agreement",
        papers=("scott1955", "haege2011"),
        is_symmetric=True,
        absence=_VOTES_ABSENCE,
    ),
    PanelMeasure(
        id="alliance_s",
        what="Signorino and Ritter's S of alliance portfolios",
        unit="score",
        formula=(
            "1 - 2 sum |difference of ranks| / (3 n) over all states of the year; rank 3 defence "
            "or offence, 2 neutrality or consultation, 1 nonaggression, 0 none; promises are "
            "taken as mutual"
        ),
        kind="portfolios",
        asked="alliance",
        papers=("signorino1999", "leeds2002"),
        is_symmetric=True,
        absence="no treaty means no promise, inside the years of the list alone",
    ),
    PanelMeasure(
        id="alliance",
        what="the most that an alliance of the two promised at the end of the year",
        unit="word",
        formula="defence, offence, neutrality, nonaggression, consultation or none, in this order",
        kind="listed",
        asked="alliance",
        form="status",
        papers=("leeds2002",),
        is_symmetric=True,
        absence="no treaty means none, inside the years of the list alone",
    ),
    PanelMeasure(
        id="agreements",
        what="agreements of the two in force at the end of the year, by one list",
        unit="count",
        formula=(
            "treaties of the list named as the source in force on 31 December: trade agreements "
            "of desta and wto_rta, defence agreements of dcad, alliances of atop"
        ),
        kind="listed",
        asked="agreements",
        form="count",
        is_symmetric=True,
        absence="no treaty means 0 only where the list means to be complete",
    ),
    PanelMeasure(
        id="visits",
        what="visits of leaders of state_a to state_b that began in the year, by one list",
        unit="count",
        formula="journeys; whom a list counts is its publisher's choice",
        kind="listed",
        asked="visits",
        form="count",
        absence="no journey means 0 only where the list covers the pair all year",
    ),
    PanelMeasure(
        id="ideal_distance",
        what="distance of the ideal points of the two in votes of the UN General Assembly",
        unit="score",
        formula="|ideal point of a - ideal point of b| of one release",
        kind="listed",
        asked="ideal_distance",
        papers=("bailey2017",),
        is_symmetric=True,
        absence="no estimate is unknown",
    ),
    PanelMeasure(
        id="arms_share",
        what="share of state_b in the arms imports of state_a over five years up to the row's",
        unit="share",
        formula="TIV from b / TIV from all suppliers, both summed over the years t-4 to t",
        kind="listed",
        asked="arms_imports",
        form="share",
        denominator="arms imports of state_a from all suppliers over the same five years, in TIV",
        of="arms_imports",
        window=5,
        papers=("kinsella1998",),
        absence=(
            "a supplier without a row delivered nothing; without any import the share is undefined"
        ),
    ),
)  # fmt: skip

MEASURES = {measure.id: measure for measure in _ALL}
"""By id, in the order of the codebook."""


def panel_measures(ids: tuple[str, ...]) -> tuple[PanelMeasure, ...]:
    """The measures named, in the order given.

    Raises:
        UsageError: None is named, one is unknown, or one is named twice.
    """
    if not ids:
        raise UsageError("measures", "none", f"some of {', '.join(MEASURES)}")
    for place, each in enumerate(ids):
        if each not in MEASURES:
            raise UsageError("measures", repr(each), f"some of {', '.join(MEASURES)}")
        if each in ids[:place]:
            raise UsageError("measures", f"{each!r} twice", "each once")
    return tuple(MEASURES[each] for each in ids)
