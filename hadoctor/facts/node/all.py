"""Every kind of fact of a node, for saving and reading back."""

from __future__ import annotations

KINDS: tuple[type, ...] = ()
