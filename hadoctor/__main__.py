"""`python -m hadoctor`."""

from hadoctor.cli import main

main()
