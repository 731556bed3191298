"""Where results go: standard output or a file that is written whole or not at all."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from visavis.cli.streams import full_output, open_output, silence_output
from visavis.errors import UsageError, reason_of

__all__ = ["Screen", "emit", "screen"]


@dataclass(frozen=True, slots=True)
class Screen:
    """What the place of output can show."""

    width: int
    colour: bool
    ascii_only: bool


def screen(out: Path | None) -> Screen:
    """The terminal's width, colour and letters; 80 columns without colour for a file or a pipe.

    Raises:
        UsageError: Standard output is closed.
    """
    if out is not None:
        return Screen(80, colour=False, ascii_only=False)
    open_output()
    import shutil

    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns if is_terminal else 80
    wanted = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Screen(width, colour=is_terminal and wanted, ascii_only=not _has_symbols())


def emit(text: str, out: Path | None = None) -> None:
    """Write `text` as UTF-8 to `out`, through a file beside it, or to standard output.

    Raises:
        UsageError: The file's folder is missing or cannot be written, or standard output is closed
            or full.
    """
    if out is None:
        open_output()
        try:
            _print(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            silence_output()
            raise full_output(error) from error
        return
    if out.parent.is_dir() and out.exists() and not out.is_file():
        _pour(text, out)
        return
    from visavis.briefs.whole_files import write_whole

    write_whole({out: text.encode("utf-8")}, f"--out {out}")


def _pour(text: str, out: Path) -> None:
    """Into a pipe or device, which must not be replaced by a file."""
    try:
        out.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"--out {out}", reason_of(error), "a file that can be written") from error


def _print(text: str) -> None:
    """To standard output; a page or a receipt is UTF-8 whatever the terminal's encoding."""
    sys.stdout.flush()
    if hasattr(sys.stdout, "buffer") and not sys.stdout.isatty():
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def _has_symbols() -> bool:
    """Whether the terminal's encoding has the verdict symbols; a pipe is always UTF-8."""
    if not sys.stdout.isatty():
        return True
    try:
        "✓≈≠◐↔".encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
