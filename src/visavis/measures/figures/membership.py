"""A state's dated status in a group: member, dialogue partner, observer, or none.

The memberships are the package's own table, with a source for every row; they need no store.
"""

from datetime import date

from visavis.measures.figures.amounts import Amount
from visavis.measures.figures.base import Edition, Needs, undefined
from visavis.measures.figures.index import FactIndex
from visavis.model.figures import Missing
from visavis.model.groups import Membership, group, membership_of
from visavis.model.queries import Query

__all__ = ["NO_STATUS", "editions", "needs", "status"]

NO_STATUS = "none"
_EDITION = Edition("memberships", "", "publisher", "memberships")


def needs(_query: Query) -> Needs:
    """Nothing of a store."""
    return ()


def editions(query: Query, _index: FactIndex) -> tuple[Edition, ...]:
    """The one table of memberships, whatever the store holds."""
    return (_EDITION,) if query.source in (None, _EDITION.source) else ()


def status(query: Query, _edition: Edition, _index: FactIndex) -> Amount:
    """The status on the period's last day, as text; without a period the present one.

    `member` comes before lesser kinds, `none` where there is no status, unless the group's table
    is known to be incomplete. `detail["statuses"]` lists every dated status of the pair, and
    `detail["in_period"]` those that held on any day of the period.

    Raises:
        UsageError: The subject is no state, or the partner no group.
    """
    if query.partner is None:
        return undefined("no_partner")
    name = query.partner.partition("@")[0]
    rows = membership_of(query.subject, name)
    on = query.period.end if query.period else date.max
    held = [row for row in rows if row.holds_on(on) or (on == date.max and row.end is None)]
    period = query.period
    inside = [row for row in rows if period and row.overlaps(period.start, period.end)]
    base = Amount(
        unit="status",
        formula=f"status of {query.subject} in {name}",
        detail={
            "statuses": tuple(_described(row) for row in rows),
            "in_period": tuple(_described(row) for row in inside),
        },
    )
    if held:
        kinds = sorted({row.kind for row in held}, key=lambda kind: (kind != "member", kind))
        return base.but(text=kinds[0])
    if not group(name).complete:
        return base.but(missing=Missing.NOT_REPORTED)
    return base.but(text=NO_STATUS)


def _described(row: Membership) -> dict[str, str | None]:
    return {
        "kind": row.kind,
        "start": row.start.isoformat() if row.start else None,
        "end": row.end.isoformat() if row.end else None,
        "precision": row.precision,
        "source": row.source,
    }
