"""Shelves of rows: an empty one, and Russia's customs in small numbers."""

import pytest
from shelf import Shelf


@pytest.fixture
def shelf() -> Shelf:
    """An empty shelf."""
    return Shelf()


@pytest.fixture
def customs(shelf) -> Shelf:
    """Russia's customs, 2019 and 2020: China and Vietnam by year, and totals."""
    others = ("CHN", "VNM", "DEU", "WLD")
    shelf.covers("ru_customs", "exporter", ("RUS",), others)
    shelf.covers("ru_customs", "importer", others, ("RUS",))
    for year, factor in ((2019, 1), (2020, 2)):
        for other, sold, bought in (
            ("CHN", 30, 50),
            ("VNM", 2, 4),
            ("DEU", 20, 30),
            ("WLD", 100, 200),
        ):
            shelf.has("ru_customs", "exporter", f"RUS>{other}", year, sold * factor)
            shelf.has("ru_customs", "importer", f"{other}>RUS", year, bought * factor)
    return shelf
