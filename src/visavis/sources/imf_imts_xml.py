"""SDMX-ML of the IMF's trade in goods, read with the `sdmx1` library into the rows of its CSV.

The trap is XML itself: entities that grow without end, and parsers that fetch what a file names.
A file that defines any is refused before it is parsed, and so is one in an encoding that could
hide it. Attributes are a closed list: one that is not on it is another data set.
"""

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from visavis.errors import SourceError

__all__ = ["ATTRIBUTES", "DIMENSIONS", "xml_rows"]

DIMENSIONS = ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY")
ATTRIBUTES = (
    "SCALE", "PRECISION", "DECIMALS_DISPLAYED", "TRADE_FLOW", "VALUATION", "UNIT",
    "DERIVATION_TYPE", "OVERLAP", "STATUS",
)  # fmt: skip

_DEFINITIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<!ELEMENT", b"<?xml-stylesheet")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding=[\"'](?!utf-8[\"']|us-ascii[\"'])", re.IGNORECASE)
_DATAFLOW = re.compile(rb"IMF\.STA:IMTS\(|<(?:\w+:)?Ref\b[^>]*\bid=[\"']IMTS[\"']")
_TOO_LONG = 1 << 31

Cells = dict[str, str | None]


def xml_rows(where: str, data: bytes) -> Iterator[Cells]:
    """Each observation as the cells of a CSV row: dimensions, attributes, period and value.

    Raises:
        SourceError: It is no whole SDMX-ML 2.1 of this data flow, or defines entities; or nothing
            is installed that reads it.
    """
    refuse_unsafe(where, data)
    try:
        import sdmx
        from sdmx.model import v21 as model
    except ImportError as error:
        raise SourceError(where, "no reader for SDMX-ML", "pip install 'visavis[sdmx]'") from error
    logging.getLogger("sdmx").setLevel(logging.CRITICAL)
    structure = _structure(model)
    try:
        # On failure the library prints its state, which is no answer to anybody.
        with contextlib.redirect_stdout(io.StringIO()):
            message = sdmx.read_sdmx(io.BytesIO(data), structure=structure)
        parts = list(getattr(message, "data", ()))
    except (sdmx.exceptions.XMLParseError, *_DAMAGED) as error:
        cause = " ".join(str(error.__cause__ or error).split())[:120]
        expected = "SDMX-ML 2.1 of the data flow IMF.STA:IMTS"
        raise SourceError(where, f"XML that cannot be read ({cause})", expected) from error
    for part in parts:
        for seen in part.obs:
            yield _cells(seen)


_DAMAGED = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, SyntaxError, RuntimeError,
    NotImplementedError, StopIteration, AssertionError,
)  # fmt: skip
"""What the library raises, asserting as it goes; lxml's errors are SyntaxErrors."""


def refuse_unsafe(where: str, data: bytes) -> None:
    """Nothing where the file is UTF-8 of this data flow without definitions of its own.

    Raises:
        SourceError: Anything else.
    """
    if b"\x00" in data or _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise SourceError(where, "another encoding", "XML in UTF-8")
    if any(word in data for word in _DEFINITIONS):
        raise SourceError(where, "XML with definitions of its own", "plain SDMX-ML")
    if len(data) > _TOO_LONG:
        raise SourceError(where, f"{len(data):,} bytes", f"at most {_TOO_LONG:,}: ask for less")
    if not _DATAFLOW.search(data):
        raise SourceError(where, "another data flow", "IMF.STA:IMTS")


def _structure(model: Any) -> Any:
    """What a row of this data flow consists of, in the library's terms."""
    found = model.DataStructureDefinition(id="IMTS")
    for each in DIMENSIONS:
        found.dimensions.append(model.Dimension(id=each))
    found.dimensions.append(model.TimeDimension(id="TIME_PERIOD"))
    found.measures.append(model.PrimaryMeasure(id="OBS_VALUE"))
    for each in ATTRIBUTES:
        found.attributes.append(model.DataAttribute(id=each))
    return found


def _cells(seen: Any) -> Cells:
    cells: Cells = dict.fromkeys((*DIMENSIONS, *ATTRIBUTES, "TIME_PERIOD"))
    cells |= {name: str(value.value) for name, value in seen.key.values.items()}
    attributes = {**(seen.series_key.attrib if seen.series_key else {}), **seen.attached_attribute}
    cells |= {name: str(value.value) for name, value in attributes.items()}
    cells["OBS_VALUE"] = None if seen.value is None else str(seen.value)
    return cells
