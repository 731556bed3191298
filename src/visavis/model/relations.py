"""What can be measured: the table of contents, one row per measure of the contract.

A measure without a source stands here too: `would_come_from` names the source that would carry it,
so that "no source" can say what to add.
"""

from dataclasses import dataclass
from functools import cache

from visavis.errors import UsageError
from visavis.model.tables import read_table

__all__ = ["Relation", "all_relations", "is_measure", "relation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One thing that is measured between states, or about one."""

    measure: str
    label: str
    """Short, in English: `goods exports`."""
    label_long: str
    unit: str
    """Of a level: a currency code, `count`, `persons`, `rank`, `status`, `vote`, ..."""
    directed: bool
    """Whether subject and partner have different roles."""
    symmetric: bool
    """Whether a level stays the same when subject and partner change places."""
    relations: tuple[str, ...]
    """The relations of stored rows from which it is computed."""
    absent_means: str
    """What no row means inside coverage: `zero`, `unknown`, `extent` (each table says), ``."""
    denominators: tuple[str, ...]
    """What a share of it may be taken of, the default first."""
    sources: tuple[str, ...]
    """Sources that carry it, in the order in which they are preferred."""
    would_come_from: tuple[str, ...]
    """Sources that would bring it, or more of it."""
    product: str
    """The product family that the measure itself means; `TOTAL` where it means all goods."""

    @property
    def own_form(self) -> str:
        """What is asked where no form is named: the only one that fits its unit, else a level."""
        return _FORMS.get(self.unit, "level")


_FORMS = {"rank": "rank", "vote": "position", "status": "status", "count": "count"}


@cache
def _relations() -> dict[str, Relation]:
    return {
        row["measure"]: Relation(
            measure=row["measure"],
            label=row["label"],
            label_long=row["label_long"],
            unit=row["unit"],
            directed=row["directed"] == "yes",
            symmetric=row["symmetric"] == "yes",
            relations=tuple(row["relations"].split()),
            absent_means=row["absent_means"],
            denominators=tuple(row["denominators"].split()),
            sources=tuple(row["sources"].split()),
            would_come_from=tuple(row["would_come_from"].split()),
            product=row["product"],
        )
        for row in read_table("relations.csv")
    }


def all_relations() -> tuple[Relation, ...]:
    """Every measure, sorted by name."""
    return tuple(_relations()[key] for key in sorted(_relations()))


def is_measure(measure: str) -> bool:
    """Whether the word is a measure of the contract, exactly as written."""
    return measure in _relations()


def relation(measure: str) -> Relation:
    """The row of one measure.

    Raises:
        UsageError: There is no such measure; nothing similar is tried.
    """
    try:
        return _relations()[measure]
    except KeyError:
        raise UsageError(
            "measure", f"{measure!r}", "a measure such as exports, imports or trade_turnover"
        ) from None
