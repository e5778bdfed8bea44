"""Repairs: what a finding's cure does to this node, step by step, and how it is taken back."""
