"""The rules. In a checkout they lie in the folder `rules/` beside the package; a wheel has them here."""

from pathlib import Path

_CHECKOUT = Path(__file__).parent.parent.parent
if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "rules").is_dir():
    __path__.append(str(_CHECKOUT / "rules"))
