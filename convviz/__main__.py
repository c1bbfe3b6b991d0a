"""What `python -m convviz` runs."""

import sys

from convviz.command.main import main

if __name__ == "__main__":
    sys.exit(main())
