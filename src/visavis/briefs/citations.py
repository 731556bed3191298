"""The line under every figure: publisher, title, release, licence."""

from collections.abc import Iterable

from visavis.model.origins import Origin
from visavis.sources import origins

__all__ = ["origin_of", "short_source_lines", "source_lines"]


def origin_of(source: str) -> Origin | None:
    """The origin of a source id, None for one that this version does not know."""
    return origins().get(source)


def source_lines(vintages: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Each once, sorted: `CEPII: BACI, release V202601 (Etalab-2.0)`."""
    return tuple(_line(source, vintage) for source, vintage in sorted(set(vintages)))


def short_source_lines(vintages: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The same without the title: `CEPII, release V202601 (Etalab-2.0)`."""
    return tuple(_short(source, vintage) for source, vintage in sorted(set(vintages)))


def _short(source: str, vintage: str) -> str:
    origin = origin_of(source)
    if origin is None:
        return f"{source}, release {vintage}"
    return f"{origin.publisher}, release {vintage} ({origin.license.id})"


def _line(source: str, vintage: str) -> str:
    origin = origin_of(source)
    if origin is None:
        return f"{source}, release {vintage}"
    return f"{origin.publisher}: {origin.title}, release {vintage} ({origin.license.id})"
