"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# In CI the change is judged, and not the dice; elsewhere every run looks at other examples.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
