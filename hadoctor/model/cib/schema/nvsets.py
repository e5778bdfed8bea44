"""Lists of name-value pairs: everything that has `nvpair` elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.cib.schema.shape import (
    MANY,
    Check,
    Shape,
    attribute,
    child,
    either,
    group,
)
from hadoctor.model.cib.schema.values import ID, IDREF, SCORE, TEXT, collapsed
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.syntax.element import Element
from hadoctor.target import Release, release


class Forbidden(NamedTuple):
    """Names that a pair may not have from schema `since` to the one before `until`."""

    what: str
    names: tuple[str, ...]
    since: Release
    until: Release


def _forbidden(what: str, since: str, until: str, names: str) -> Forbidden:
    return Forbidden(what, tuple(names.split()), release(since), release(until))


# Schema 3.0 took away what an upgrade of the CIB translates; 4.0 forgot these and took away others.
_PROPERTIES = (
    _forbidden(
        "property",
        "3.0",
        "4.0",
        """cluster_recheck_interval dc_deadtime default-action-timeout default_action_timeout
        default-migration-threshold default_migration_threshold
        default-resource-failure-stickiness default_resource_failure_stickiness
        default-resource-stickiness default_resource_stickiness election_timeout
        expected-quorum-votes is-managed-default is_managed_default no_quorum_policy
        notification-agent notification-recipient remove_after_stop shutdown_escalation
        startup_fencing stonith_action stonith_enabled stop_orphan_actions
        stop_orphan_resources symmetric_cluster transition_idle_timeout""",
    ),
    _forbidden(
        "property",
        "4.0",
        "99",
        """crmd-finalization-timeout crmd-integration-timeout crmd-transition-delay
        remove-after-stop""",
    ),
)
_RESOURCE_META = _forbidden("resource meta attribute", "4.0", "99", "restart-type")
_OPERATION_META = _forbidden("operation meta attribute", "4.0", "99", "can_fail role_after_failure")
_CONTEXTS: dict[str, tuple[Forbidden, ...]] = {
    "": (),
    "alert": (),
    "resource-meta": (_RESOURCE_META,),
    "primitive-meta": (
        _forbidden(
            "resource meta attribute",
            "3.0",
            "4.0",
            "isolation isolation-host isolation-instance isolation-wrapper",
        ),
        _RESOURCE_META,
    ),
    "primitive-instance": (
        _forbidden(
            "parameter",
            "3.0",
            "3.1",
            """pcmk_arg_map pcmk_list_cmd pcmk_monitor_cmd pcmk_off_cmd pcmk_on_cmd
            pcmk_reboot_cmd pcmk_status_cmd""",
        ),
    ),
    "op-meta": (
        _forbidden("operation meta attribute", "3.0", "4.0", "requires"),
        _OPERATION_META,
    ),
    "op-instance": (
        _forbidden(
            "parameter of an operation",
            "3.0",
            "3.1",
            """interval-origin start-delay enabled on-fail record-pending role timeout
            requires""",
        ),
    ),
}
# These sections, as the properties, came to newer rules and pairs later than the resources did.
_DEFAULTS: dict[str, tuple[Forbidden, ...]] = {
    "rsc-defaults": (_RESOURCE_META,),
    "op-defaults": (_OPERATION_META,),
}

# A value that is refused with its name. Other values of the name are as good as ever.
_OLD_STACKS = ("heartbeat", "openais", "classic openais", "classic openais (with plugin)", "cman")

# Where the meaning of a removed property has gone.
_MOVED = {
    "default-action-timeout": "'timeout' in op_defaults",
    "default-migration-threshold": "'migration-threshold' in rsc_defaults",
    "default-resource-failure-stickiness": "'migration-threshold' in rsc_defaults",
    "default-resource-stickiness": "'resource-stickiness' in rsc_defaults",
    "is-managed-default": "'is-managed' in rsc_defaults",
    "notification-agent": "an alert",
    "notification-recipient": "a recipient of an alert",
    "crmd-finalization-timeout": "'join-finalization-timeout'",
    "crmd-integration-timeout": "'join-integration-timeout'",
    "crmd-transition-delay": "'transition-delay'",
    "requires": "the meta attribute 'requires' of the resource",
}
_GONE = ("expected-quorum-votes", "transition-idle-timeout")


def _instead(name: str) -> str:
    dashed = name.replace("_", "-")
    if dashed in _MOVED:
        return _MOVED[dashed]
    return f"'{dashed}'" if dashed != name and dashed not in _GONE else ""


def _forbids(entries: tuple[Forbidden, ...]) -> Check:
    def check(pair: Element, schema: Release) -> Iterator[Refusal]:
        # A reference to another pair takes its name from there; its own is not looked at.
        name = pair.get("name")
        if name is None or "id-ref" in pair.attributes:
            return
        plain = collapsed(name)
        for entry in entries:
            if entry.since <= schema < entry.until and plain in entry.names:
                message = f"the {entry.what} '{name}' was removed with schema "
                message += ".".join(map(str, entry.since))
                yield Refusal(Stage.SCHEMA, message, pair.place("name"), _instead(plain))

    return check


def _property_pair(pair: Element, schema: Release) -> Iterator[Refusal]:
    yield from _forbids(_PROPERTIES)(pair, schema)
    name = pair.get("name")
    if name is None or "id-ref" in pair.attributes:
        return
    plain = collapsed(name)
    if plain == "cluster-infrastructure" and (3,) <= schema < (4,):
        yield from _infrastructure(pair, name)
    elif plain == "stonith-action" and schema >= (4,):
        yield from _fencing_action(pair, name)


def _infrastructure(pair: Element, name: str) -> Iterator[Refusal]:
    value = pair.get("value")
    if name != "cluster-infrastructure":
        # White space counts here, for once: only the exact name may have a value.
        message, at = f"the property '{name}' is not known", pair.place("name")
        yield Refusal(Stage.SCHEMA, message, at, "'cluster-infrastructure'")
    elif value is None:
        message = "'cluster-infrastructure' without a value"
        yield Refusal(Stage.SCHEMA, message, pair.span, "'corosync'")
    elif collapsed(value) in _OLD_STACKS:
        message = f"the cluster infrastructure '{value}' was removed with schema 3.0"
        yield Refusal(Stage.SCHEMA, message, pair.place("value"), "'corosync'")


def _fencing_action(pair: Element, name: str) -> Iterator[Refusal]:
    if name != "stonith-action":
        message, at = f"the property '{name}' is not known", pair.place("name")
        yield Refusal(Stage.SCHEMA, message, at, "'stonith-action'")
    elif collapsed(pair.get("value") or "") == "poweroff":
        message = "the value 'poweroff' of 'stonith-action' was removed with schema 4.0"
        yield Refusal(Stage.SCHEMA, message, pair.place("value"), "'off'")


def _context(name: str, check: Check | None, rule: str, references: str) -> Iterator[Shape]:
    """The list and the pair as they are in one context.

    `references` is the first schema in which a pair may stand for another one.
    """
    end = f":{name}" if name else ""
    yield Shape(
        f"nvset{end}",
        (attribute("id", ID), attribute("id-ref", IDREF), attribute("score", SCORE)),
        (child("rule", rule), child("nvpair", f"nvpair{end}", most=MANY)),
        (either(group("id-ref"), group("id", allows="<rule> <nvpair> score")),),
    )
    pair = (
        attribute("id", ID),
        attribute("id-ref", IDREF, since=references),
        attribute("name", TEXT),
        attribute("value", TEXT),
    )
    forms = (
        either(group("id name", allows="value"), until=references),
        either(
            group("id-ref", allows="name"),
            group("id name", allows="value"),
            since=references,
            until="4.0",
        ),
        either(group("id-ref"), group("id name value"), since="4.0"),
    )
    yield Shape(f"nvpair{end}", pair, (), forms, check=check)


def _shapes() -> Iterator[Shape]:
    yield from _context("property", _property_pair, "rule:options", "3.0")
    for name, entries in _DEFAULTS.items():
        yield from _context(name, _forbids(entries), "rule:options", "3.0")
    for name, entries in _CONTEXTS.items():
        rule = "rule:late" if name == "alert" else "rule"
        yield from _context(name, _forbids(entries) if entries else None, rule, "1.3")


SHAPES = tuple(_shapes())
