"""The command line: parse, call one function, print. Heavy rooms load inside the commands."""

import traceback

from visavis.cli.streams import (
    INTERRUPTED,
    complain,
    full_output,
    open_errors,
    silence_output,
)
from visavis.errors import VisavisError

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status.

    0: done. 1: a text failed its check. 2: wrong usage, something that could
    not be read, or a fault of the program itself. 130: interrupted.
    """
    open_errors()
    try:
        status = _status(arguments)
    except KeyboardInterrupt:
        status = INTERRUPTED
    if status == INTERRUPTED:
        silence_output()
        complain("interrupted")
    return status


def _status(arguments: list[str] | None) -> int:
    try:
        from visavis.cli.app import app

        app(args=arguments, prog_name="visavis", standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except VisavisError as error:
        complain(str(error))
        return 2
    except BrokenPipeError:
        silence_output()
        return 0
    except OSError as error:
        if error.filename is not None:
            traceback.print_exc()
            return 2
        # The help and the version are printed by the library, past `emit`.
        silence_output()
        complain(str(full_output(error)))
        return 2
    except Exception:  # noqa: BLE001  # a fault of ours must not end with 1, which is a verdict
        traceback.print_exc()
        return 2
    return 0
