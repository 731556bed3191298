"""`python -m visavis` is the command `visavis`."""

import sys

from visavis.cli import main

if __name__ == "__main__":
    sys.exit(main())
