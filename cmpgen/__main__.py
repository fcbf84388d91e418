"""`python -m cmpgen`."""

from cmpgen.cli import main

main()
