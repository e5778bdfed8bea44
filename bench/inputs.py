"""What the benchmarks are run on. All of it is made here: nothing depends on the machine."""

from __future__ import annotations

import shutil
from pathlib import Path

CONF = """\
totem {{
    version: 2
    cluster_name: bench{number}
    transport: knet
    crypto_cipher: aes256
    crypto_hash: sha256
    keyfile: {key}
    token: 5000
}}

nodelist {{
    node {{
        ring0_addr: 127.0.0.1
        ring1_addr: 127.1.{a}.1
        name: node1
        nodeid: 1
    }}
    node {{
        ring0_addr: 127.0.{a}.2
        ring1_addr: 127.1.{a}.2
        name: node2
        nodeid: 2
    }}
}}

quorum {{
    provider: corosync_votequorum
    two_node: 1
}}

logging {{
    to_logfile: yes
    logfile: /var/log/corosync/corosync.log
    to_syslog: yes
    timestamp: on
}}
"""

CIB = """\
<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
  <configuration>
    <crm_config><cluster_property_set id="p">
      <nvpair id="p-s" name="stonith-enabled" value="false"/>
    </cluster_property_set></crm_config>
    <nodes><node id="1" uname="node1"/><node id="2" uname="node2"/></nodes>
    <resources>
      <primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2">
        <instance_attributes id="vip-i"><nvpair id="vip-ip" name="ip" value="127.0.0.9"/>
        </instance_attributes>
        <operations><op id="vip-m" name="monitor" interval="10s" timeout="20s"/></operations>
      </primitive>
    </resources>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""


def two_nodes(folder: Path) -> tuple[Path, Path, Path]:
    """A corosync.conf, a CIB, and the corosync.conf as YAML."""
    conf, cib, yaml = folder / "corosync.conf", folder / "cib.xml", folder / "corosync.yaml"
    text = CONF.format(number=0, a=1, key=_key(folder))
    conf.write_text(text)
    cib.write_text(CIB)
    yaml.write_text("---\n" + _yaml(text))
    return conf, cib, yaml


def _key(folder: Path) -> Path:
    key = folder / "authkey"
    key.write_bytes(bytes(range(256)))
    return key


def _yaml(text: str) -> str:
    rows = []
    for row in text.splitlines():
        if row.strip() == "}" or not row.strip():
            continue
        if row.endswith(" {"):
            item = "  - " if row.strip() == "node {" else ""
            rows.append(f"    {item}name:" if item else row.replace(" {", ":"))
        else:
            rows.append(row)
    return "\n".join(rows).replace("    -     ", "    - ") + "\n"


def thousand(folder: Path) -> Path:
    root = folder / "clusters"
    key = _key(folder)
    for number in range(1000):
        place = root / f"cluster{number:03}"
        place.mkdir(parents=True)
        text = CONF.format(number=number, a=number % 250, key=key)
        (place / "corosync.conf").write_text(text)
    return root


def megabyte() -> bytes:
    """A nodelist of about 8,000 nodes."""
    rows = ["totem {", "    version: 2", "    transport: knet", "}", "nodelist {"]
    for node in range(1, 8001):
        rows += [
            "    node {",
            f"        ring0_addr: 127.0.{node >> 8}.{node & 255}",
            f"        name: node{node}",
            f"        nodeid: {node}",
            "        quorum_votes: 1",
            "    }",
        ]
    return "\n".join([*rows, "}", ""]).encode()


def corosync(conf: Path) -> list[str]:
    """`corosync -t` on a file: the first node's address is the one that every machine has."""
    return [str(shutil.which("corosync")), "-t", "-c", str(conf)]
