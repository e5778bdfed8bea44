"""Files and folders of corosync and Pacemaker."""

from __future__ import annotations

import pytest

from hadoctor.facts.node.files import ClusterFiles, FileState
from hadoctor.repair.step import Access, MakeFolder, SetAccess, WriteFile
from tests.probe.worlds import CONF, world

from .planned import only, planned

FOLDER = ("folder", 0o755, "root", "root", 0, 0.0)
LOGGED = CONF + "logging {\n    to_logfile: yes\n    logfile: /var/log/a/b/corosync.log\n}\n"


def test_all_start_lines_go() -> None:
    text = b"# a\nSTART = yes\n#START=no\nOTHER=1\n START='no'"
    path = "/etc/default/corosync"
    found = planned(world({path: text}), conf=CONF, defaults=text)
    assert only(found).steps == (WriteFile(path, text, b"# a\n#START=no\nOTHER=1\n"),)
    assert planned(world({path: text + b"\n"}), conf=CONF, defaults=text).repairs == ()
    link = world({path: text}, stats={path: ("link", 0o777, "root", "root", 0, 0.0)})
    assert planned(link, conf=CONF, defaults=text).repairs == ()


@pytest.mark.parametrize(
    ("there", "made"),
    [
        ({"/var/log": FOLDER}, ("/var/log/a", "/var/log/a/b")),
        ({"/var/log": FOLDER, "/var/log/a": FOLDER}, ("/var/log/a/b",)),
        ({"/var/log/a": ("folder", 0o777, "root", "root", 0, 0.0)}, ()),
        ({"/var/log/a": ("folder", 0o755, "nobody", "root", 0, 0.0)}, ()),
        ({"/var/log/a": ("link", 0o777, "root", "root", 0, 0.0)}, ()),
    ],
)
def test_folders_of_the_log(there: dict[str, tuple[object, ...]], made: tuple[str, ...]) -> None:
    files = ClusterFiles(absent=("/var/log/a/b",))
    found = planned(world(stats=there), files, conf=LOGGED)
    assert [s for one in found.repairs for s in one.steps] == [MakeFolder(path) for path in made]


REMOTE = b"""<cib crm_feature_set="3.16.2" validate-with="pacemaker-3.9" epoch="1" num_updates="0"
 admin_epoch="0"><configuration><crm_config/><nodes/><resources>
<primitive id="far" class="ocf" provider="pacemaker" type="remote"/>
</resources><constraints/></configuration><status/></cib>
"""


def test_the_key_of_remote_nodes() -> None:
    path = "/etc/pacemaker/authkey"
    state = FileState(path, "file", 0o400, "root", "root", 4096)
    found = planned(world(), ClusterFiles((state,)), cib=REMOTE)
    wanted = Access(0o640, "root", "haclient")
    assert only(found).steps == (SetAccess(path, Access(0o400), wanted),)
    found = planned(world(), ClusterFiles(absent=(path,)), cib=REMOTE)
    assert found.repairs == ()
    assert any(one.cures[0].code == "SEC017" for one in found.protocols)
