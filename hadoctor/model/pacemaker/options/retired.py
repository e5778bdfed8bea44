"""Names that meant something once: Pacemaker 2.x and 3.x know them no more. The schemas from 3.0 to
3.10 refuse most of the properties; 4.0 takes and ignores them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hadoctor.model.pacemaker.option import Place

_SPELLED = (
    "cluster-recheck-interval dc-deadtime election-timeout no-quorum-policy remove-after-stop"
    " shutdown-escalation startup-fencing stonith-action stonith-enabled stop-orphan-actions"
    " stop-orphan-resources symmetric-cluster"
)
_DEFAULTS = {
    "default-action-timeout": "timeout in op_defaults",
    "default-migration-threshold": "migration-threshold in rsc_defaults",
    "default-resource-failure-stickiness": "migration-threshold in rsc_defaults",
    "default-resource-stickiness": "resource-stickiness in rsc_defaults",
    "is-managed-default": "is-managed in rsc_defaults",
}

INSTEAD: Mapping[tuple[Place, str], str] = MappingProxyType(
    {(Place.PROPERTY, name.replace("-", "_")): name for name in _SPELLED.split()}
    | {(Place.PROPERTY, name): instead for name, instead in _DEFAULTS.items()}
    | {(Place.PROPERTY, name.replace("-", "_")): instead for name, instead in _DEFAULTS.items()}
    | {
        (Place.PROPERTY, "expected-quorum-votes"): "quorum.expected_votes in corosync.conf",
        (Place.PROPERTY, "notification-agent"): "an alert",
        (Place.PROPERTY, "notification-recipient"): "a recipient of an alert",
        (Place.PROPERTY, "transition_idle_timeout"): "cluster-delay",
        (Place.PROPERTY, "transition-idle-timeout"): "cluster-delay",
        (Place.RESOURCE, "isolation"): "a bundle",
        (Place.RESOURCE, "isolation-host"): "a bundle",
        (Place.RESOURCE, "isolation-instance"): "a bundle",
        (Place.RESOURCE, "isolation-wrapper"): "a bundle",
        (Place.OPERATION, "requires"): "requires of the resource",
        (Place.OPERATION, "prereq"): "requires of the resource",
        (Place.OPERATION, "can_fail"): "on-fail=ignore",
        (Place.OPERATION, "role_after_failure"): "on-fail",
    }
)
"""What to write instead, by place and name."""
