"""Published ideal points by calendar year: see `ideal_points`, which reads both products."""

from datetime import date
from pathlib import Path

from visavis.sources.base import Load
from visavis.sources.ideal_points import BY_YEAR, read

__all__ = ["load"]


def load(path: Path, retrieved: date) -> Load:
    """Ideal points by year: of all votes, of votes on final passage, and by the earlier method.

    Args:
        path: `idealpoints_july2025.csv`, packed (.gz) or not, or a folder with it.
        retrieved: The release where the file's name has no month.

    Raises:
        SourceError: Another header, a number that is none, or no state for too many codes.
    """
    return read(path, retrieved, BY_YEAR)
