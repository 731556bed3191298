"""Store and measures: what is computed once from the tables of a store, and kept in it."""

from visavis.derive.ideal_points import Derived, ideal_points

__all__ = ["Derived", "ideal_points"]
