"""Facts as JSON, and back: a NamedTuple is an object by its fields, a tuple a list.

What is read back may come from strangers: it is built by the types of the fields, and what does not fit
them is refused with the place in the JSON. Fields that are left out have their defaults.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any

from hadoctor.facts import Unknown

LARGEST = 1 << 63
"""What no count, size or time reaches. Not a number (NaN) is not below it either."""


class ThawError(ValueError):
    """What does not fit, and where."""


def freeze(value: Any) -> Any:
    """A fact, or a part of one, as what JSON can hold."""
    if isinstance(value, Unknown):
        return {"unknown": value.why}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names is None:
            return [freeze(one) for one in value]
        return {name: freeze(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {str(key): freeze(one) for key, one in value.items()}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"a fact cannot hold {type(value).__name__}")


def thaw(kind: Any, data: Any, at: str = "") -> Any:
    """A value of the type `kind` of what `freeze` made. Raises ThawError."""
    # A fact as a whole can be unknown; a part of one only where its type says so.
    if isinstance(data, dict) and data.keys() == {"unknown"} and (not at or kind is Unknown):
        return Unknown(str(data["unknown"]))
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _thaw_union(kind, data, at)
    if origin is tuple:
        return _thaw_tuple(kind, data, at)
    if origin in (dict, Mapping):
        if not isinstance(data, dict):
            raise ThawError(f"{at or 'the fact'} is no object")
        value = typing.get_args(kind)[1]
        return {str(key): thaw(value, one, f"{at}.{key}") for key, one in data.items()}
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _thaw_named(kind, data, at)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(data)
        except ValueError as error:
            raise ThawError(f"{at}: {error}") from error
    return _thaw_plain(kind, data, at)


def _thaw_plain(kind: Any, data: Any, at: str) -> Any:
    if kind is Any:
        return data
    if isinstance(data, (int, float)) and not -LARGEST < data < LARGEST:
        raise ThawError(f"{at or 'the fact'} is no number that a node would give")
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if kind is type(None) and data is None:
        return None
    wanted = kind if isinstance(kind, type) else object
    if not isinstance(data, wanted) or (wanted is int and isinstance(data, bool)):
        raise ThawError(f"{at or 'the fact'} is no {getattr(kind, '__name__', kind)}")
    return data


def _thaw_union(kind: Any, data: Any, at: str) -> Any:
    for one in typing.get_args(kind):
        try:
            return thaw(one, data, at)
        except ThawError:
            continue
    raise ThawError(f"{at or 'the fact'} fits none of the types that it can have")


def _thaw_tuple(kind: Any, data: Any, at: str) -> Any:
    if not isinstance(data, list):
        raise ThawError(f"{at or 'the fact'} is no list")
    parts = typing.get_args(kind)
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(thaw(parts[0], one, f"{at}[{n}]") for n, one in enumerate(data))
    if len(parts) != len(data):
        raise ThawError(f"{at or 'the fact'} has {len(data)} parts, not {len(parts)}")
    both = zip(parts, data, strict=True)
    return tuple(thaw(part, one, f"{at}[{n}]") for n, (part, one) in enumerate(both))


def _thaw_named(kind: Any, data: Any, at: str) -> Any:
    if not isinstance(data, dict):
        raise ThawError(f"{at or kind.__name__} is no object")
    unknown = data.keys() - set(kind._fields)
    if unknown:
        raise ThawError(f"{at or kind.__name__} has no field {min(unknown)!r}")
    hints = typing.get_type_hints(kind)
    given = {
        name: thaw(hints[name], one, f"{at or kind.__name__}.{name}") for name, one in data.items()
    }
    missing = [n for n in kind._fields if n not in given and n not in kind._field_defaults]
    if missing:
        raise ThawError(f"{at or kind.__name__} lacks the field {missing[0]!r}")
    return kind(**given)
