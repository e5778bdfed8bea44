"""The repairs, a file per topic; each file has the makers for some codes of rules."""
