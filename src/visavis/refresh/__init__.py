"""Sources into store: what comes in, what did not, and what a store holds of each source."""

from visavis.refresh.adding import Added, SourceState, add, describe_sources
from visavis.refresh.differing import Differences, Revision, differences
from visavis.refresh.getting import Got, How, get
from visavis.refresh.holding import Holdings, Release, Removed, holdings, remove

__all__ = [
    "Added",
    "Differences",
    "Got",
    "Holdings",
    "How",
    "Release",
    "Removed",
    "Revision",
    "SourceState",
    "add",
    "describe_sources",
    "differences",
    "get",
    "holdings",
    "remove",
]
