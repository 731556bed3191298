"""Words for goods and the families that they may mean: "oil" is crude oil, and perhaps more.

The trap is the narrower family. What is held of crude oil may bear out a sentence on oil; it never
refutes one, since oil products may be meant that no table at hand has.
"""

from dataclasses import dataclass
from functools import cache

from visavis.model.tables import read_table

__all__ = [
    "ProductSense",
    "default_families",
    "is_open",
    "is_partial",
    "narrower",
    "senses_of",
    "words",
]


@dataclass(frozen=True, slots=True)
class ProductSense:
    """One family that a word may mean, as `product_senses.csv` has it."""

    family: str
    how: str
    """`usual`: what the word mostly means; `part`: only a part of it; `narrower`: a part of a
    family that is held whole under the word's own name."""
    reason: str
    """What else may be meant."""


@cache
def _senses() -> dict[str, tuple[ProductSense, ...]]:
    found: dict[str, tuple[ProductSense, ...]] = {}
    for row in read_table("product_senses.csv"):
        sense = ProductSense(row["family"], row["how"], row["reason"])
        found[row["word"]] = (*found.get(row["word"], ()), sense)
    return found


def senses_of(product: str | None) -> tuple[ProductSense, ...]:
    """The families that the word may mean; () where it is a family itself, or none is like it."""
    return _senses().get(product or "", ())


def default_families(product: str | None) -> tuple[str, ...]:
    """The families to ask for in the word's place; () where the word itself is asked for."""
    return tuple(each.family for each in senses_of(product) if each.how != "narrower")


def narrower(product: str | None) -> tuple[str, ...]:
    """Parts of the family asked for that may be meant alone."""
    return tuple(each.family for each in senses_of(product) if each.how == "narrower")


def is_open(product: str | None) -> bool:
    """Whether goods may be meant that no family holds, so that nothing at hand refutes."""
    return bool(default_families(product))


def is_partial(product: str | None) -> bool:
    """Whether the families are only parts of what the word means, so that they do not settle it."""
    return any(each.how == "part" for each in senses_of(product))


def words() -> tuple[str, ...]:
    """Every word that the table has, sorted."""
    return tuple(sorted(_senses()))
