"""`python -m kentledge`."""

from kentledge.cli import main

main()
