"""Where data come from: publisher, licence, citation. Nothing is shipped or shown without one."""

from dataclasses import dataclass

__all__ = ["License", "Origin"]


@dataclass(frozen=True, slots=True)
class License:
    """The terms under which a publisher lets its figures be used."""

    id: str
    """SPDX identifier where there is one (`CC-BY-4.0`), else a short name (`Etalab-2.0`)."""
    title: str
    url: str
    may_redistribute: bool
    """Whether a derived table may be shipped inside the package."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One data set of one publisher, as it is cited."""

    id: str
    """The source id used in rows, queries and commands: `ru_customs`."""
    title: str
    publisher: str
    citation: str
    page: str
    license: License
    refresh: str
    """How often the publisher renews it: `monthly`, `yearly`, `ended`."""
    add_command: str | None
    """The command that brings it into the user's store, or None where nothing does yet."""
    short: str = ""
    """How the publisher is called in a sentence: `CEPII`, `the World Bank`."""
