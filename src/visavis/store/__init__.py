"""Facts, kept: immutable Parquet files named by a manifest that is swapped in one step."""

from visavis.store.folders import (
    default_folder,
    default_store,
    folder_to_read,
    refuse_without_data,
    starter_folder,
)
from visavis.store.lock import writing
from visavis.store.manifest import write_whole
from visavis.store.parts import Frames
from visavis.store.reader import Store
from visavis.store.writer import Tables, WholeTable, opened, refuse_unwritable, write_tables

__all__ = [
    "Frames",
    "Store",
    "Tables",
    "WholeTable",
    "default_folder",
    "default_store",
    "folder_to_read",
    "opened",
    "refuse_unwritable",
    "refuse_without_data",
    "starter_folder",
    "write_tables",
    "write_whole",
    "writing",
]
