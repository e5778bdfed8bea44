#!/usr/bin/python3
"""A fence agent: asks the lab to switch a node off or on, as others ask a power switch.

It is installed in the nodes and run by Pacemaker with the system's Python: options come as lines
name=value on standard input. Its interface is that of all fence agents ("FenceAgentAPI").
"""

from __future__ import annotations

import json
import socket
import sys

CONTROL = "/run/lab/control"
LIMIT = 20.0
METADATA = """<?xml version="1.0" ?>
<resource-agent name="fence_lab" shortdesc="Power of the nodes of a test lab">
<longdesc>Switches the nodes of a test lab.</longdesc>
<parameters>
<parameter name="action" unique="0" required="1"><content type="string" default="reboot"/>
<shortdesc lang="en">What to do</shortdesc></parameter>
<parameter name="plug" unique="0" required="1" obsoletes="port"><content type="string"/>
<shortdesc lang="en">Name of the node</shortdesc></parameter>
<parameter name="port" unique="0" required="1" deprecated="1"><content type="string"/>
<shortdesc lang="en">Name of the node</shortdesc></parameter>
</parameters>
<actions>
<action name="on" automatic="0"/><action name="off"/><action name="reboot"/>
<action name="status"/><action name="monitor"/><action name="list"/><action name="metadata"/>
</actions>
</resource-agent>
"""


def ask(request: dict[str, str]) -> dict[str, str]:
    """Ask the lab; one JSON object there, one back."""
    with socket.socket(socket.AF_UNIX) as lab:
        lab.settimeout(LIMIT)
        lab.connect(CONTROL)
        lab.sendall(json.dumps(request).encode() + b"\n")
        answer: dict[str, str] = json.loads(lab.makefile().readline())
    return answer


def main() -> int:
    """Do what standard input says; 0 is success, for "status" 2 is off."""
    pairs = [line.strip().partition("=") for line in sys.stdin if "=" in line]
    options = {name.strip(): value.strip() for name, _, value in pairs}
    action = options.get("action", "reboot")
    if action == "metadata":
        sys.stdout.write(METADATA)
        return 0
    if action in ("monitor", "list"):
        answer = ask({"action": "state"})
        if action == "list":
            sys.stdout.writelines(f"{name},\n" for name in answer["nodes"])
        return 0
    answer = ask({"action": action, "node": options.get("plug") or options.get("port", "")})
    if "error" in answer:
        sys.stderr.write(f"fence_lab: {answer['error']}\n")
        return 1
    return 2 if action == "status" and answer["power"] == "off" else 0


if __name__ == "__main__":
    sys.exit(main())
