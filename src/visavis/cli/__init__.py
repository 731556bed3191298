"""The command line: parse, call one function, print. Heavy rooms load inside the commands."""

import os
import sys
import traceback

from visavis.errors import VisavisError

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status.

    0: done. 1: a text failed its check. 2: wrong usage, something that could
    not be read, or a fault of the program itself.
    """
    from visavis.cli.app import app

    try:
        app(args=arguments, prog_name="visavis", standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except VisavisError as error:
        sys.stderr.write(f"visavis: {error}\n")
        return 2
    except BrokenPipeError:
        # The reader went away (`| head`): Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001  # a fault of ours must not end with 1, which is a verdict
        traceback.print_exc()
        return 2
    return 0
