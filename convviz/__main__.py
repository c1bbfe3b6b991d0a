"""What `python -m convviz` runs."""

import sys

from convviz.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
