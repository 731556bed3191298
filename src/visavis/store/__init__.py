"""Facts, kept: immutable Parquet files named by a manifest that is swapped in one step."""

from visavis.store.folders import default_folder, default_store, holds_data, starter_folder
from visavis.store.reader import Store
from visavis.store.writer import opened, refuse_unwritable, write_tables

__all__ = [
    "Store",
    "default_folder",
    "default_store",
    "holds_data",
    "opened",
    "refuse_unwritable",
    "starter_folder",
    "write_tables",
]
