"""Readers of crm statements: one file for each kind, and the parts that they share."""
