"""The rules. In a checkout they lie in the folder `rules/` beside the package; a wheel has them here."""

import os

_CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_RULES = os.path.join(_CHECKOUT, "rules")
if os.path.isfile(os.path.join(_CHECKOUT, "pyproject.toml")) and os.path.isdir(_RULES):
    __path__.append(_RULES)
