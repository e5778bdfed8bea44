"""`hadoctor generate` as a user runs it: what it writes, what it leaves alone, what it says of mistakes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.generate.test_read import GOOD

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "fixtures" / "tutorial"
SECRET = "hush-hush-1"


def generate(
    *arguments: str | Path, stdin: str = "", cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hadoctor", "generate", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture
def description(tmp_path: Path) -> Path:
    path = tmp_path / "web.toml"
    path.write_text(GOOD)
    return path


@pytest.fixture
def folder(description: Path, tmp_path: Path) -> Path:
    """Written already."""
    made = tmp_path / "web"
    done = generate(description, "-o", made)
    assert done.returncode == 0, done.stderr
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_folder(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert {"corosync.conf", "cluster.crm", "install-n1.sh", "README.md", "cluster.toml"} <= names
    assert "authkey" not in names
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)
    check = [sys.executable, "-m", "hadoctor", "check", "--fail-on", "info", str(folder)]
    done = subprocess.run(check, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout


def test_again_changes_nothing(folder: Path, description: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert generate(description, "-o", folder).returncode == 0
    after = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert {p for p in before if before[p] != after[p]} <= {folder / "SHA256SUMS"}


def test_without_a_folder_nothing_is_written(description: Path, tmp_path: Path) -> None:
    done = generate(description, cwd=tmp_path)
    assert done.returncode == 0
    assert "nothing was written" in done.stdout
    assert list(tmp_path.iterdir()) == [description]


def test_what_others_have_there_stays(description: Path, tmp_path: Path) -> None:
    (tmp_path / "corosync.conf").write_text("mine")
    before = contents(tmp_path)
    done = generate(description, "-o", tmp_path)
    assert done.returncode == 2
    assert "has other files" in done.stderr
    assert contents(tmp_path) == before


def test_what_was_changed_since_stays(folder: Path, description: Path) -> None:
    with (folder / "corosync.conf").open("a") as stream:
        stream.write("# by hand\n")
    before = contents(folder)
    description.write_text(GOOD.replace("10.0.0.2", "10.0.0.3"))
    done = generate(description, "-o", folder)
    assert done.returncode == 2
    assert "corosync.conf" in done.stderr
    assert contents(folder) == before
    shown = generate(description, "--diff", folder)
    assert shown.returncode == 1
    assert "-# by hand" in shown.stdout


def test_what_is_no_longer_a_part_goes(folder: Path, description: Path) -> None:
    (folder / "notes").write_text("mine")
    description.write_text(GOOD.replace('"n2"', '"n3"'))
    assert generate(description, "-o", folder).returncode == 0
    names = {path.name for path in folder.iterdir()}
    assert "install-n3.sh" in names
    assert "install-n2.sh" not in names
    assert "notes" in names


def test_a_link_in_the_way(folder: Path, description: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("precious")
    (folder / "corosync.conf").unlink()
    (folder / "corosync.conf").symlink_to(target)
    assert generate(description, "-o", folder).returncode == 2
    assert target.read_text() == "precious"


def test_a_manifest_names_plain_files_only(folder: Path, description: Path, tmp_path: Path) -> None:
    import hashlib

    victim = tmp_path / "victim"
    victim.write_text("precious")
    sum_ = hashlib.sha256(b"precious").hexdigest()
    with (folder / "SHA256SUMS").open("a") as stream:
        stream.write(f"{sum_}  ../victim\n{sum_}  {victim}\n")
    assert generate(description, "-o", folder).returncode == 0
    assert victim.read_text() == "precious"


def test_the_description_in_its_folder(tmp_path: Path) -> None:
    text = "# my words\n" + GOOD
    (tmp_path / "cluster.toml").write_text(text)
    for _ in range(2):
        done = generate("cluster.toml", "-o", ".", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    (tmp_path / "cluster.toml").write_text(text.replace('"web"', '"other"'))
    assert generate("cluster.toml", "-o", ".", cwd=tmp_path).returncode == 0
    assert "cluster_name: other" in (tmp_path / "corosync.conf").read_text()
    assert (tmp_path / "cluster.toml").read_text().startswith("# my words")


def test_the_key(description: Path, tmp_path: Path) -> None:
    made = tmp_path / "web"
    assert generate(description, "-o", made, "--authkey").returncode == 0
    key = made / "authkey"
    assert stat.S_IMODE(key.stat().st_mode) == 0o400
    before = key.read_bytes()
    assert len(before) == 256
    assert generate(description, "-o", made, "--authkey").returncode == 0
    assert key.read_bytes() == before
    subprocess.run(["git", "init", "-q", made], check=True)
    shown = subprocess.run(
        ["git", "status", "--short", "--ignored"], cwd=made, capture_output=True, text=True
    )
    assert "!! authkey" in shown.stdout


def test_no_key_where_nothing_reads_it(description: Path, tmp_path: Path) -> None:
    description.write_text(GOOD.replace('name = "web"', 'name = "web"\ntransport = "udpu"'))
    done = generate(description, "-o", tmp_path / "web", "--authkey")
    assert done.returncode == 2
    assert not (tmp_path / "web").exists()


def test_secrets_are_for_their_owner_and_in_no_output(description: Path, tmp_path: Path) -> None:
    own = "\n".join(
        f'[fencing.nodes.{name}]\nip = "10.9.0.{n}"\nusername = "a"\npassword = "{SECRET}"'
        for n, name in enumerate(("n1", "n2"), 1)
    )
    description.write_text(GOOD.replace('agent = "none"', f'agent = "fence_ipmilan"\n{own}'))
    made = tmp_path / "web"
    first = generate(description, "-o", made)
    assert first.returncode == 0, first.stderr
    for path in made.iterdir():
        if SECRET.encode() in path.read_bytes():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    os.unlink(made / "cluster.crm")
    runs = [
        first,
        generate(description, "--diff", made),
        generate("--from", made, "--describe"),
        generate("--from", made, "--transport", "tcp"),
    ]
    assert [run.returncode for run in runs] == [0, 1, 0, 2]
    assert not any(SECRET in run.stdout + run.stderr for run in runs)


def test_mistakes_have_their_places(description: Path) -> None:
    description.write_text(GOOD.replace("10.0.0.2", "10.0.0.300").replace("[fencing]", "[fencin]"))
    done = generate(description, "-o", "/nonexistent/folder")
    assert done.returncode == 2
    assert f"{description}:10:14: error: '10.0.0.300' is no address" in done.stderr
    assert f"{description}:12:1: error: no key 'fencin'" in done.stderr


def test_the_rules_forbid(description: Path, tmp_path: Path) -> None:
    service = (
        '[[addresses]]\nname = "v{0}"\nip = "10.0.0.10{0}"\nservices = [{{ name = "s{0}",'
        ' agent = "ocf:heartbeat:nginx", parameters = {{ configfile = "/etc/n.conf" }} }}]\n'
    )
    description.write_text(GOOD + service.format(1) + service.format(2))
    done = generate(description, "-o", tmp_path / "web")
    assert done.returncode == 1
    assert "--allow RES011" in done.stderr
    assert not (tmp_path / "web").exists()
    done = generate(description, "-o", tmp_path / "web", "--allow", "RES011")
    assert done.returncode == 0, done.stderr
    assert "ignore-file[RES011] chosen: on the" in (tmp_path / "web" / "cluster.crm").read_text()
    assert "--allow RES011" in (tmp_path / "web" / "README.md").read_text()


def test_by_options(tmp_path: Path) -> None:
    options = [
        *("--name", "web", "--node", "n1=10.0.0.1,10.1.0.1", "--node", "n2=10.0.0.2,10.1.0.2"),
        *("--address", "vip=10.0.0.100/24", "--service", "vip=systemd:haproxy"),
        *("--fencing", "fence_ipmilan", "--fence-option", "username=a"),
        *("--fence-option", "password_script=/root/p"),
        *("--fence-option", "n1:ip=10.9.0.1", "--fence-option", "n2:ip=10.9.0.2"),
        *("--firewall", "nftables", "--quorum-device", "arbiter.example.org"),
    ]
    done = generate(*options, "-o", tmp_path / "web")
    assert done.returncode == 0, done.stderr
    crm = (tmp_path / "web" / "cluster.crm").read_text()
    assert "group vip-group vip haproxy" in crm
    assert "host: arbiter.example.org" in (tmp_path / "web" / "corosync.conf").read_text()
    again = generate(tmp_path / "web" / "cluster.toml", "--diff", tmp_path / "web")
    assert (again.returncode, again.stdout) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--node", "n1"],
        ["--address", "vip=10.0.0.1/x"],
        ["--service", "vip=systemd:x"],
        ["--fence-option", "x"],
        ["--name", "x", "--node", "a=1", "--allow", "NOTHING"],
        [],
        ["--from", "/nonexistent"],
        ["/nonexistent.toml"],
        ["-", "--name", "x"],
        ["--from", "fixtures/tutorial"],
    ],
)
def test_unusable(arguments: list[str]) -> None:
    done = generate(*arguments)
    assert done.returncode in (2, 3)
    assert done.stderr
    assert "internal error" not in done.stderr


def test_from_the_tutorial(tmp_path: Path) -> None:
    shown = generate("--from", TUTORIAL, "--describe")
    assert shown.returncode == 0
    assert "# not kept: transport udpu" in shown.stdout
    refused = generate("-", "-o", tmp_path / "lb", stdin=shown.stdout)
    assert refused.returncode == 2
    assert "what fences is not said" in refused.stderr
    assert "what listens on 'virtual_public_ip' is not said" in refused.stderr
    done = generate(
        *("--from", TUTORIAL, "--fencing", "none", "-o", tmp_path / "lb"),
        *("--service", "virtual_public_ip=systemd:haproxy"),
    )
    assert done.returncode == 0, done.stderr
    assert "FEN001" in done.stdout
    readme = (tmp_path / "lb" / "README.md").read_text()
    assert "services can run twice" in readme


def test_the_difference_to_a_node(folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "etc" / "corosync").mkdir(parents=True)
    (root / "etc" / "hosts").write_text("127.0.0.1 localhost\n127.0.1.1 n1\n10.0.0.7 printer\n")
    shown = generate(folder / "cluster.toml", "--diff", root)
    assert shown.returncode == 1
    assert "+10.0.0.2\\tn2" in shown.stdout
    assert "printer" not in [line[1:] for line in shown.stdout.split("\n") if line[:1] in "+-"]
    assert "+    cluster_name: web" in shown.stdout
    (root / "etc" / "corosync" / "corosync.conf").write_bytes(
        (folder / "corosync.conf").read_bytes()
    )
    (root / "etc" / "hosts").write_text("10.0.0.1 n1\n10.0.0.2 n2\n")
    assert generate(folder / "cluster.toml", "--diff", root).stdout == ""
