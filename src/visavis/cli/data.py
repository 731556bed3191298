"""`visavis data`: what is in the store, adding a download of one's own, verifying files."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from visavis.cli.options import Folder, Output, existing
from visavis.cli.output import emit, screen

__all__ = ["data"]

data = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@data.callback()
def _data() -> None:
    """See, add to and verify the data that claims are checked against.

    \b
    Example:
      visavis data list
    """


@data.command("list")
def _list(
    *,
    shape: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How it is printed.")
    ] = "text",
    every: Annotated[bool, typer.Option("--all", help="Superseded releases too.")] = False,
    out: Output = None,
    db: Folder = None,
) -> None:
    """List what is in the store: source, licence, coverage, release, rows.

    \b
    Example:
      visavis data list --format json
    """
    from visavis.briefs.holdings import holdings_json, holdings_text
    from visavis.store import default_store

    store = default_store(existing(db))
    entries = store.all_entries() if every else store.entries()
    if shape == "json":
        emit(holdings_json(entries), out)
    else:
        emit(holdings_text(entries, screen(out).width), out)


@data.command("add")
def _add(
    source: Annotated[str, typer.Argument(help="An id of `visavis data list`: comtrade.")],
    path: Annotated[Path, typer.Argument(help="The publisher's file, or a folder of them.")],
    *,
    db: Folder = None,
) -> None:
    """Add your own download to your data folder; nothing is written if any of it cannot be read.

    \b
    Example:
      visavis data add comtrade downloads/comtrade
    """
    from visavis.refresh import add

    emit(f"{add(source, path, db)}\n")


@data.command("verify")
def _verify(*, db: Folder = None) -> None:
    """Read every table in full and compare it with the hash that the manifest states.

    \b
    Example:
      visavis data verify
    """
    from visavis.store import default_store

    entries = default_store(existing(db)).verify()
    rows = sum(entry.rows for entry in entries)
    emit(f"{len(entries)} tables, {rows:,} rows: every file is as its manifest states.\n")
