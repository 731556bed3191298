"""Families of products: crude oil, gold, iron ore, each with the customs codes it consists of.

The trap is the name. A family is what its codes are, not what its word may mean: `copper_ore` holds
no refined copper, `energy` is the whole of chapter 27 while `crude_oil` is one heading of it.
`HS27`, `HS2709` and the like stand for a chapter, heading or subheading of the Harmonized System.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from visavis.errors import UsageError
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.tables import read_table

__all__ = [
    "Family",
    "disjoint",
    "families",
    "family",
    "is_product",
    "narrower",
    "product_id",
    "product_label",
]

_HS = re.compile(r"HS(\d\d|\d{4}|\d{6})")


@dataclass(frozen=True, slots=True)
class Family:
    """A set of customs codes with a name of its own."""

    id: str
    label: str
    heading: str
    """The one chapter, heading or subheading that is exactly this family, or ""."""
    hs6: tuple[str, ...]
    """Its subheadings in the Harmonized System of 1992; () where only the heading is used."""
    parts: tuple[str, ...]
    """Smaller families of which it is the sum, where there are such."""
    note: str
    """What the family leaves out that its name might suggest."""


@cache
def _families() -> dict[str, Family]:
    return {
        row["id"]: Family(
            id=row["id"],
            label=row["label"],
            heading=row["heading"],
            hs6=tuple(row["hs6"].split()),
            parts=tuple(row["parts"].split()),
            note=row["note"],
        )
        for row in read_table("products.csv")
    }


def families() -> tuple[Family, ...]:
    """Every family, sorted by id."""
    return tuple(_families()[key] for key in sorted(_families()))


def family(family_id: str) -> Family:
    """The family with that id.

    Raises:
        UsageError: No family has this id.
    """
    try:
        return _families()[family_id]
    except KeyError:
        known = ", ".join(sorted(_families()))
        raise UsageError("product", f"{family_id!r}", f"HS27 or one of {known}") from None


def is_product(text: str) -> bool:
    """Whether the text is `TOTAL`, a family's id or a code such as `HS27`."""
    return text == ALL_PRODUCTS or text in _families() or _HS.fullmatch(text) is not None


def product_id(text: str) -> str:
    """The id of a product as people write it: `HS270900` for `270900`, else the text itself."""
    return f"HS{text}" if _HS.fullmatch(f"HS{text}") else text


def product_label(product: str) -> str:
    """In the field's words: `crude oil`, `HS chapter 27`, "" for all goods."""
    if product == ALL_PRODUCTS:
        return ""
    if product in _families():
        return _families()[product].label
    match = _HS.fullmatch(product)
    if match is None:
        return product
    return f"HS {'chapter' if len(match[1]) == 2 else 'code'} {match[1]}"


def disjoint(products: Iterable[str]) -> tuple[str, ...]:
    """The products without those that lie inside another of them, sorted.

    To leave out `crude_oil` and `energy` is to leave out `energy`: taken off twice, crude oil
    would be missing twice.
    """
    asked = sorted(set(products))
    return tuple(
        each for each in asked if not any(_inside(each, other) for other in asked if other != each)
    )


def narrower(product: str) -> tuple[str, ...]:
    """The families that lie inside this one, themselves not inside one another, sorted."""
    return disjoint(each for each in _families() if each != product and _inside(each, product))


def _inside(product: str, other: str) -> bool:
    mine, theirs = _codes(product), _codes(other)
    return bool(mine) and all(any(code.startswith(wide) for wide in theirs) for code in mine)


def _codes(product: str) -> tuple[str, ...]:
    match = _HS.fullmatch(product)
    if match is not None:
        return (match[1],)
    found = _families().get(product)
    if found is None:
        return ()
    return (found.heading,) if found.heading else found.hs6
