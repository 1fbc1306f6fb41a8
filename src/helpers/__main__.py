"""Run the notebooks in order: python -m helpers [options]."""

import sys

from helpers.run import main

sys.exit(main())
