"""Benchmarks: hadoctor beside the tools that people run instead, as ratios of CPU time.

`make bench`, or `python -m bench`. Everything is measured in one run on one machine, the programs in
turn, so that only the ratios count; `--check` exits with 1 when one of them is not reached.
"""
