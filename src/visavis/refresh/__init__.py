"""Sources into store: what comes in, what did not, and what a store holds of each source."""

from visavis.refresh.adding import Added, SourceState, add, describe_sources

__all__ = ["Added", "SourceState", "add", "describe_sources"]
