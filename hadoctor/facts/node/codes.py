"""What the exit code of an agent's action means, for a person who has to do something about it."""

from __future__ import annotations

from hadoctor.facts.node.cluster import Failure

MEANING = {
    1: "the service or the agent reports an error",
    2: "a parameter of the resource is wrong here",
    3: "the agent does not know the action",
    4: "the agent may not do that, or a file has the wrong owner or mode",
    5: "a program or file that it needs is not there on this node",
    6: "the resource's parameters are wrong on every node",
    7: "it was not running any more",
    8: "it was promoted, and should not have been",
    9: "it has failed while it was promoted",
    124: "it did not end in time",
    198: "it did not end in time",
}
"""By OCF's exit codes (resource agent API 1.1; Pacemaker Explained, `OCF Return Codes`)."""


def said(failure: Failure) -> str:
    """`monitor on n1: not running (what the agent said)`."""
    result = failure.meaning or f"exit code {failure.code}"
    if failure.status not in ("", "complete"):
        result = failure.status.lower()
    reason = f" ({failure.reason})" if failure.reason else ""
    return f"{failure.task} on {failure.node}: {result}{reason}"


def meaning(failure: Failure) -> str:
    """What that means; empty where the code says nothing."""
    status = failure.status.lower()
    code = 124 if "timed out" in status else 5 if "not installed" in status else failure.code
    return MEANING.get(code, "")
