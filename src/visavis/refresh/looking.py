"""Whether what a server sent is the kind of file that was asked for.

The trap is the page that says "please log in" with status 200: kept as a table, it would fail much
later and elsewhere. So the declared type, the first bytes and the whole file are looked at here.
"""

import zipfile
from pathlib import Path

from visavis.errors import FetchError
from visavis.sources.getting import Kind, Request

__all__ = ["refuse_declared", "refuse_start", "refuse_whole"]

_NAMES: dict[Kind, str] = {
    "csv": "a table as .csv", "json": "a JSON file", "xml": "an XML file", "zip": "a .zip archive",
    "xlsx": "a workbook .xlsx",
}  # fmt: skip
_PACKED = b"PK\x03\x04"
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")


def refuse_declared(request: Request, where: str, declared: str) -> None:
    """Nothing where the declared content type may be that of the file.

    Raises:
        FetchError: It is a web page, or an error message in JSON in place of a file.
    """
    kind = declared.partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        raise _other(request, where, "a web page")
    if kind == "application/json" and request.kind != "json":
        raise _other(request, where, "a message in JSON")


def refuse_start(request: Request, where: str, start: bytes) -> None:
    """Nothing where the first bytes are those of such a file.

    Raises:
        FetchError: They are those of a web page or of something else, or a table has columns
            that its description does not know.
    """
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:20].lower().startswith(_PAGES) or b"<html" in text[:1000].lower():
        raise _other(request, where, "a web page")
    if request.kind in ("zip", "xlsx") and not start.startswith(_PACKED):
        raise _other(request, where, "a file that is not packed")
    if request.kind == "json" and text[:1] not in (b"{", b"["):
        raise _other(request, where, "a file that is not JSON")
    if request.kind == "xml" and text[:1] != b"<":
        raise _other(request, where, "a file that is not XML")
    if request.kind == "csv" and text[:1] in (b"{", b"<"):
        raise _other(request, where, "a message in place of rows")


def refuse_whole(request: Request, where: str, path: Path) -> None:
    """Nothing where the whole file is sound of its kind.

    Raises:
        FetchError: It is empty, cut short, or a table with other columns.
    """
    with path.open("rb") as file:
        start = file.read(4096)
        file.seek(max(0, path.stat().st_size - 64))
        end = file.read().rstrip()
    if not start.strip():
        raise _other(request, where, "an empty file")
    refuse_start(request, where, start)
    if request.kind in ("zip", "xlsx") and not zipfile.is_zipfile(path):
        raise _other(request, where, "an archive that is cut short")
    if request.kind == "json" and end[-1:] not in (b"}", b"]"):
        raise _other(request, where, "JSON that is cut short")
    if request.kind == "xml" and not end.endswith(b">"):
        raise _other(request, where, "XML that is cut short")
    if request.kind == "csv":
        _refuse_columns(request, where, path)


def _refuse_columns(request: Request, where: str, path: Path) -> None:
    with path.open("rb") as file:
        line = file.readline(1 << 20).removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    first = line.decode("utf-8", "replace")
    if request.first_lines and first not in request.first_lines:
        known = max(request.first_lines, key=lambda each: len(_names(each) & _names(first)))
        new = sorted(_names(first) - _names(known))
        gone = sorted(_names(known) - _names(first))
        parts = [f"unknown columns {', '.join(new[:5])}"] if new else []
        parts += [f"no column {', '.join(gone[:5])}"] if gone else []
        raise FetchError(
            where,
            f"{' and '.join(parts) or 'its columns in another order'} in {request.file}",
            "the columns that this version of visavis knows (a newer one may know these)",
        )


def _names(line: str) -> set[str]:
    return {name.strip().strip('"')[:40] for name in line.split(",")}


def _other(request: Request, where: str, found: str) -> FetchError:
    expected = f"{_NAMES[request.kind]} at {request.url} (open the page to see what it says)"
    return FetchError(where, f"{found} for {request.file}", expected)
