"""Typed views of configurations, with the daemons' own meaning."""
