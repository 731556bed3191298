"""One source in full, as `visavis data show` prints it, and what a removal took away."""

import json
import textwrap
from collections.abc import Iterator

from visavis.briefs.holdings import added_text
from visavis.briefs.safe import one_line
from visavis.refresh import Got, Holdings, Release, Removed
from visavis.sources import Source

__all__ = ["got_text", "removed_text", "source_json", "source_text"]


def source_text(held: Holdings, width: int = 80) -> str:
    """The description of a source, how to obtain it, and every release at hand."""
    origin = held.source.origin
    lines = [f"{origin.id}: {origin.title}"]
    for label, words in (
        ("publisher", origin.publisher),
        ("licence", f"{origin.license.title} ({origin.license.url})"),
        ("cite", origin.citation),
        ("page", origin.page),
        ("covers", held.source.coverage),
        ("renewed", origin.refresh),
        ("size", _size(held.source)),
        ("get", _get(held.source)),
        ("key", _key(held.source)),
        (
            "derive" if held.source.is_derived else "add",
            origin.add_command or "no command brings it yet",
        ),
        ("note", held.source.note),
    ):
        lines += _entry(label, one_line(words), width)
    lines += ["", "releases at hand:" if held.releases else "no release at hand"]
    for release in held.releases:
        lines += _entry(release.vintage, _release(release), width)
    if held.raw:
        lines += ["", "publisher's files kept:"]
    for folder in held.raw:
        count = _files(len(folder.files))
        words = f"{count}, {folder.size:,} bytes, received {folder.retrieved}, in {folder.path}"
        lines += _entry(folder.asked, words, width)
    return "\n".join(lines) + "\n"


def source_json(held: Holdings) -> str:
    """The same as one object."""
    origin, getting = held.source.origin, held.source.getting
    low, high = held.source.expect_rows
    record = {
        "object": "source",
        "source": origin.id,
        "title": origin.title,
        "publisher": origin.publisher,
        "license": {
            "id": origin.license.id,
            "title": origin.license.title,
            "url": origin.license.url,
            "may_redistribute": origin.license.may_redistribute,
        },
        "citation": origin.citation,
        "page": origin.page,
        "coverage": held.source.coverage,
        "refresh": origin.refresh,
        "expected_rows": [low, high],
        "get_command": f"visavis data get {origin.id}" if getting else None,
        "not_fetched": None if getting else held.source.not_fetched or None,
        "key_variable": (getting.key_variable or None) if getting else None,
        "key_required": getting.key_required if getting else False,
        "add_command": origin.add_command,
        "note": held.source.note,
        "releases": [_release_record(each) for each in held.releases],
        "raw": [
            {
                "asked": each.asked,
                "retrieved": each.retrieved.isoformat(),
                "files": [
                    {"file": one.file, "url": one.url, "sha256": one.sha256, "bytes": one.bytes}
                    for one in each.files
                ],
            }
            for each in held.raw
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def got_text(got: Got, width: int = 80) -> str:
    """What came from the publisher and where it lies, then what adding it did."""
    here = len(got.files) - got.fetched
    size = sum(each.bytes for each in got.files)
    words = f"{_files(got.fetched)} now, {size:,} bytes in all"
    if here > 0:
        words += f"; {_files(here)} had come before"
    lines = [f"{got.added.source}, received from its publisher"]
    lines += _entry("files", words, width)
    lines += _entry("kept in", str(got.folder), width)
    return "\n".join(lines) + "\n\n" + added_text(got.added, width)


def removed_text(removed: Removed, width: int = 80) -> str:
    """What was removed, what stays, and what counts now."""
    lines = [f"{removed.source}: removed from your folder"]
    for entry in removed.tables:
        words = f"{entry.table}, {entry.rows:,} rows"
        lines += _entry(entry.vintage, words, width)
    if removed.raw_files:
        size = f"{_files(removed.raw_files)} of the publisher, {removed.raw_bytes:,} bytes"
        lines += _entry("raw", size, width)
    if removed.raw_kept:
        words = f"{_files(removed.raw_kept)} of the publisher stay; --raw removes them too"
        lines += _entry("kept", words, width)
    counts = sorted({_where(each) for each in removed.left if each.in_force})
    lines += _entry("counts now", ", ".join(counts) or "no release of it", width)
    return "\n".join(lines) + "\n"


def _size(source: Source) -> str:
    low, high = source.expect_rows
    size = f", {source.getting.size} to fetch" if source.getting and source.getting.size else ""
    rows = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{rows} rows in a whole release{size}"


def _get(source: Source) -> str:
    getting = source.getting
    if getting is None:
        return f"not fetched: {source.not_fetched or 'no address of its files is known'}"
    words = {"years": "--years A..B", "reporters": "--reporter STATES"}
    options = "".join(f" [{words[each]}]" for each in getting.takes)
    return f"visavis data get {source.origin.id}{options} brings {getting.brings}"


def _key(source: Source) -> str:
    getting = source.getting
    if getting is None or not getting.key_variable:
        return ""
    need = "needed" if getting.key_required else "may be set"
    return f"{getting.key_variable} {need}; from {getting.key_page}"


def _release(release: Release) -> str:
    tables = ", ".join(f"{each.rows:,} rows in {each.table}" for each in release.tables)
    span = release.span
    days = f"{span[0]} to {span[1]}; " if span else ""
    standing = "counts" if release.in_force else "superseded"
    place = "starter" if release.is_starter else "your folder"
    files = ", ".join(each.file for each in release.tables)
    return f"{standing}; {tables}; {days}known since {release.released}; {place}: {files}"


def _release_record(release: Release) -> dict[str, object]:
    span = release.span
    return {
        "vintage": release.vintage,
        "released": release.released.isoformat(),
        "in_force": list(release.in_force),
        "place": "starter" if release.is_starter else "folder",
        "start": str(span[0]) if span else None,
        "end": str(span[1]) if span else None,
        "tables": [
            {"table": each.table, "rows": each.rows, "file": each.file, "sha256": each.sha256}
            for each in release.tables
        ],
    }


def _where(release: Release) -> str:
    place = "of the starter" if release.is_starter else "of your folder"
    return f"release {release.vintage} {place}"


def _files(count: int) -> str:
    return f"{count:,} file" if count == 1 else f"{count:,} files"


def _entry(label: str, words: str, width: int) -> Iterator[str]:
    """A label and its words beside it, below each other where the label is long."""
    if not words:
        return
    start = f"  {label:<11}"
    if not start.endswith(" "):
        yield f"  {label}"
        start = " " * 13
    yield from textwrap.wrap(
        words, width, initial_indent=start, subsequent_indent=" " * 13,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
