"""Asks the real scheduler what it makes of values: a small cluster, simulated once for all of them."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from hadoctor.target import PACEMAKERS, Target


class Simulated(NamedTuple):
    intervals: dict[str, int]
    """Milliseconds by interval as written; 0: no recurring monitor."""
    timeouts: dict[str, int]
    scores: dict[str, int]
    booleans: dict[str, bool]


@cache
def pacemaker() -> Target | None:
    """The installed release, if it is one that we judge for."""
    if not shutil.which("crm_simulate"):
        return None
    shown = subprocess.run(["crm_simulate", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"Pacemaker (\d+(?:\.\d+)*)", shown)
    release = tuple(map(int, found[1].split("."))) if found else ()
    return next((target for target in PACEMAKERS.values() if target.release == release), None)


def simulate(
    times: tuple[str, ...], scores: tuple[str, ...], booleans: tuple[str, ...]
) -> Simulated:
    with TemporaryDirectory() as folder:
        cib, graph = Path(folder, "cib.xml"), Path(folder, "graph.xml")
        cib.write_text(_cib(times, scores, booleans), encoding="utf-8")
        command = ["crm_simulate", "--xml-file", str(cib), "--simulate", "--show-scores"]
        done = subprocess.run(
            [*command, "--save-graph", str(graph)], capture_output=True, text=True, timeout=50
        )
        tree = ElementTree.parse(graph)
    actions = {}
    for action in tree.iter("rsc_op"):
        primitive = action.find("primitive")
        attributes = action.find("attributes")
        if primitive is not None and attributes is not None and action.get("on_node") == "n1":
            key = (primitive.get("id", ""), action.get("operation"))
            interval = int(attributes.get("CRM_meta_interval", "0"))
            if action.get("operation") != "monitor" or interval:
                actions[key] = (interval, int(attributes.get("CRM_meta_timeout", "0")))
    points = {
        found[1]: int(found[2].replace("INFINITY", "1000000"))
        for found in re.finditer(r"^\S+: (s\d+) allocation score on n1: (\S+)$", done.stdout, re.M)
    }
    return Simulated(
        {x: actions.get((f"t{i}", "monitor"), (0, 0))[0] for i, x in enumerate(times)},
        {x: actions[f"t{i}", "start"][1] for i, x in enumerate(times)},
        {x: points[f"s{i}"] for i, x in enumerate(scores)},
        {x: (f"b{i}", "start") not in actions for i, x in enumerate(booleans)},
    )


def _cib(times: tuple[str, ...], scores: tuple[str, ...], booleans: tuple[str, ...]) -> str:
    timed = "".join(
        f'<primitive id="t{i}" class="ocf" provider="pacemaker" type="Dummy"><operations>'
        f'<op id="t{i}m" name="monitor" interval={quoteattr(x)}/>'
        f'<op id="t{i}s" name="start" interval="0" timeout={quoteattr(x)}/>'
        "</operations></primitive>"
        for i, x in enumerate(times)
    )
    scored = "".join(
        f'<primitive id="s{i}" class="ocf" provider="pacemaker" type="Dummy"/>'
        for i in range(len(scores))
    )
    maintained = "".join(
        f'<primitive id="b{i}" class="ocf" provider="pacemaker" type="Dummy"><meta_attributes'
        f' id="b{i}a"><nvpair id="b{i}n" name="maintenance" value={quoteattr(x)}/>'
        "</meta_attributes></primitive>"
        for i, x in enumerate(booleans)
    )
    attributes = "".join(
        f'<nvpair id="a{i}" name="a{i}" value={quoteattr(x)}/>' for i, x in enumerate(scores)
    )
    rules = "".join(
        f'<rsc_location id="l{i}" rsc="s{i}"><rule id="r{i}" score-attribute="a{i}">'
        f'<expression id="e{i}" attribute="#uname" operation="eq" value="n1"/></rule>'
        "</rsc_location>"
        for i in range(len(scores))
    )
    return f"""<cib validate-with="pacemaker-3.9" admin_epoch="1" epoch="1" num_updates="1"
 have-quorum="1" dc-uuid="1"><configuration><crm_config><cluster_property_set id="p">
<nvpair id="p1" name="stonith-enabled" value="false"/></cluster_property_set></crm_config>
<nodes><node id="1" uname="n1"><instance_attributes id="na">{attributes}</instance_attributes>
</node></nodes><resources>{timed}{scored}{maintained}</resources>
<constraints>{rules}</constraints></configuration>
<status><node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"
 crm-debug-origin="x"><lrm id="1"><lrm_resources/></lrm></node_state></status></cib>
"""
