"""Correct configurations from a few facts: a description of a cluster becomes all its files."""
