"""From the words of a command to questions; words that mean nothing are refused.

The trap is a word that no source knows (a product, a book): asked of the store it would come back
as "no source", which is another answer.
"""

from typing import TYPE_CHECKING

from visavis.errors import UsageError

if TYPE_CHECKING:
    from visavis.model.periods import Period
    from visavis.model.queries import Query

__all__ = ["LACKING", "asked_form", "full_number", "question", "spans"]

LACKING = {
    "no_period": ("the period", "none", "--year 2020, --years 2010..2021 or --period"),
    "no_partner": ("the other side", "none", "a state or group after the subject"),
    "no_baseline": ("the year compared with", "none", "--growth-from 2019"),
    "several_years": (
        "the period",
        "several years",
        "--aggregation sum, mean or end; or --years for each apart",
    ),
    "no_resolution": ("the resolution", "none", "--resolution 68/262"),
}
"""What a question lacks, by the reason for which it then has no answer."""


def spans(
    year: str | None, years: str | None, period: str | None, aggregation: str | None = None
) -> "list[Period | None]":
    """The periods asked for; each year of `years` apart, unless they are to make one figure.

    Raises:
        UsageError: More than one of the three options is given.
    """
    from visavis.model.periods import Period

    given = [text for text in (year, years, period) if text is not None]
    if len(given) > 1:
        raise UsageError("the period", " and ".join(given), "one of --year, --years, --period")
    if not given:
        return [None]
    span = Period.parse(given[0])
    apart = years is not None and aggregation in (None, "each")
    return list(span.each_year()) if apart else [span]


def asked_form(form: str | None, *, share: bool, growth: bool) -> str:
    """The form that the options ask for together, `level` where they ask for none.

    Raises:
        UsageError: Two options ask for different forms.
    """
    implied = [word for word, asked in (("share", share), ("growth", growth)) if asked]
    if len(implied) > 1 or (form and implied and form != implied[0]):
        found = " and ".join([*implied, *([form] if form else [])])
        raise UsageError("the form", found, "one of --share or --of, --growth-from, --form")
    return form or (implied[0] if implied else "level")


def full_number(number: str | None) -> str | None:
    """`A/RES/68/262` for `68/262`."""
    from visavis.model.assembly import full_symbol

    return None if number is None else full_symbol(number)


def question(
    measure: str,
    pair: tuple[str, str | None],
    span: "Period | None",
    pinned: dict[str, str | None],
) -> "Query":
    """The query that the words of one command make, every word of it known.

    Raises:
        UsageError: A name, form, product, book, source or total is unknown, or means nothing here.
    """
    from visavis.cli.actors import actor_id
    from visavis.model.periods import Period
    from visavis.model.products import product_id
    from visavis.model.queries import Query
    from visavis.model.relations import relation
    from visavis.sources import origins
    from visavis.workbench.words import refuse_unknown

    known = relation(measure)
    subject, partner = pair
    words = {key: value for key, value in pinned.items() if value is not None}
    baseline, without = words.pop("baseline", None), words.pop("without", "")
    left_out = tuple(sorted(product_id(part) for part in without.split(",") if part))
    if "product" in words:
        words["product"] = product_id(words["product"])
    query = Query(
        measure=measure,
        subject=actor_id(subject),
        partner=None if partner is None else actor_id(partner),
        period=span,
        without=left_out,
    ).but(**words)
    refuse_unknown(query, {"memberships", *origins()}, lambda part: f"--{part}")
    if query.form == "level":
        query = query.but(form=known.own_form)
    if partner is None and known.product and measure != "other":
        query = query.but(partner="WLD")
    return query if baseline is None else query.but(baseline=Period.parse(baseline))
