"""The CIB: its schema as data."""
