"""Several files in one run: which are one cluster, where they disagree, and what clusters share."""

from __future__ import annotations

import io
import json
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from hadoctor.engine import Report, Settings, run
from hadoctor.facts.files import from_bytes, subjects
from hadoctor.facts.fleet import Fleet
from hadoctor.finding import Severity
from hadoctor.model.clusters import derived, groups, unique
from hadoctor.model.corosync import Corosync
from hadoctor.registry import chosen
from hadoctor.report import human
from hadoctor.report import json as as_json
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.target import DEFAULTS, TARGETS, Targets
from tests.daemon.fixtures import CORPUS
from tests.test_corpus import VERDICTS, recorded

ACROSS = ("CLU001", "CLU003", "CLU014", "COR031", "TOT010")
TEXT = """\
totem {{
    version: 2
    {name}
    {totem}
}}
nodelist {{
{nodes}
}}
quorum {{
    provider: corosync_votequorum
    {quorum}
}}
"""
NODE = "    node {{\n        ring0_addr: {0}\n        name: {1}\n        nodeid: {2}\n    }}"


def conf(
    name: str, *addresses: str, totem: str = "", quorum: str = "", prefix: str | None = None
) -> str:
    before = name if prefix is None else prefix
    nodes = [NODE.format(a, f"{before}{n}", n) for n, a in enumerate(addresses, 1)]
    named = f"cluster_name: {name}" if name else ""
    return TEXT.format(name=named, totem=totem, nodes="\n".join(nodes), quorum=quorum)


def report_on(*texts: str, target: str = "3.1", settings: Settings | None = None) -> Report:
    given = [
        from_bytes(f"{n}/corosync.conf", text.encode(), Targets(TARGETS[target]))
        for n, text in enumerate(texts)
    ]
    report = run(given, chosen(), Targets(TARGETS[target]), settings or Settings())
    assert not report.broken
    return report


def found(report: Report, *codes: str) -> list[tuple[str, str, list[str]]]:
    """Code, place and the other places, of what is found over several files."""
    return [
        (r.code, r.finding.at.source.name, [n.at.source.name for n in r.finding.notes])
        for r in report.findings
        if r.code in (codes or ACROSS)
    ]


SHOP = conf("shop", "10.0.0.1", "10.0.0.2")
WEB = conf("web", "10.0.1.1", "10.0.1.2")


def test_one_file_is_no_fleet() -> None:
    report = report_on(SHOP)
    assert report.clusters == ()
    assert not {s.code for s in report.skipped} & {"CLU001", "CLU003", "CLU014"}
    assert " cluster" not in summary(report)


def test_a_broken_file_alone_skips_no_rule_for_several() -> None:
    report = report_on("totem {\n")
    assert "TOT010" in {s.code for s in report.skipped}
    assert not any(s.code.startswith("CLU") for s in report.skipped)


def test_nothing_is_skipped_for_the_fleet() -> None:
    alone = [*report_on(SHOP).skipped, *report_on(WEB).skipped]
    assert len(report_on(SHOP, WEB).skipped) == len(alone)


def test_two_sound_clusters() -> None:
    report = report_on(SHOP, WEB)
    assert not found(report)
    assert [c.name for c in report.clusters] == ["shop", "web"]
    assert "2 files, 2 clusters" in summary(report)


def test_one_cluster_copied_to_two_nodes() -> None:
    copy = "# node 2\n" + SHOP.replace("quorum {", "logging {\n    debug: off\n}\nquorum {")
    report = report_on(SHOP, copy, WEB)
    assert not found(report)
    assert [(c.name, len(c.files)) for c in report.clusters] == [("shop", 2), ("web", 1)]
    assert "3 files, 2 clusters" in summary(report)


def test_a_thousand_clusters(tmp_path: Path) -> None:
    for number in range(1000):
        place = tmp_path / f"c{number:03}"
        place.mkdir()
        text = conf(f"c{number}", f"10.1.{number // 250}.{number % 250 + 1}")
        (place / "corosync.conf").write_text(text)
    (tmp_path / "c500" / "corosync.conf").write_text(conf("c500", "10.1.0.8"))
    report = run(subjects([str(tmp_path)], DEFAULTS), chosen())
    assert not report.broken
    assert len(report.clusters) == 1000
    assert [code for code, _, _ in found(report)] == ["CLU014"]
    assert found(report)[0][1:] == (
        f"{tmp_path}/c500/corosync.conf",
        [f"{tmp_path}/c007/corosync.conf"],
    )


def test_a_thousand_clusters_that_share_everything() -> None:
    texts = [conf(f"c{n}", "10.0.0.1", prefix="node") for n in range(1000)]
    report = report_on(*texts)
    assert [r.severity for r in report.findings if r.code == "CLU014"] == [Severity.ERROR] * 999


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("token: 5000", "token: 4000", "totem.token is '4000'; in '0/corosync.conf'"),
        ("token: 5000", "", "totem.token is not set; in '0/corosync.conf'"),
        ("", "token: 5000", "totem.token is '5000'; in '0/corosync.conf'"),
        ("crypto_cipher: aes256\n crypto_hash: sha256", "", "totem.crypto_cipher is not set"),
    ],
)
def test_files_of_one_cluster_that_differ(one: str, two: str, said: str) -> None:
    report = report_on(
        conf("shop", "10.0.0.1", totem=one), conf("shop", "10.0.0.1", totem=two), WEB
    )
    hits = [r.finding for r in report.findings if r.code == "CLU001"]
    assert hits[0].message.startswith(said)
    assert found(report, "CLU001")[0] == ("CLU001", "1/corosync.conf", ["0/corosync.conf"])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("transport: knet", ""),
        ("token: 3000", ""),
        ("interface {\n linknumber: 0\n mcastport: 5405\n }", ""),
        ("interface {\n linknumber: 0\n bindnetaddr: 10.0.0.1\n }", ""),
        ("secauth: on", "crypto_cipher: aes256\n crypto_hash: sha1"),
        ("keyfile: /etc/a", "keyfile: /etc/b"),
        ("tokn: 5", ""),
        ("interface {\n linknumber: 0\n broadcast: 1\n }", ""),
    ],
)
def test_the_same_said_otherwise(one: str, two: str) -> None:
    if "secauth" in one:
        pair = [conf("shop", "10.0.0.1", totem=t) for t in (one, two)]
        ours = [
            Corosync(parse(Source("x", t.encode()), TARGETS["3.1"]), TARGETS["3.1"]) for t in pair
        ]
        two = f"crypto_cipher: {ours[0].crypto.cipher}\n crypto_hash: {ours[0].crypto.hash}"
    texts = [conf("shop", "10.0.0.1", totem=t) for t in (one, two)]
    assert not found(report_on(*texts), "CLU001")


def test_what_most_files_say_is_taken_for_right() -> None:
    odd, *rest = (conf("shop", "10.0.0.1", totem=f"token: {t}") for t in (1500, 5000, 5000))
    assert found(report_on(odd, *rest)) == [("CLU001", "0/corosync.conf", ["1/corosync.conf"])]


def test_another_list_of_nodes() -> None:
    report = report_on(SHOP, conf("shop", "10.0.0.1", "10.0.0.2", "10.0.0.3"))
    messages = [r.finding.message for r in report.findings if r.code == "CLU001"]
    assert messages == [
        "node 'shop3' is in the nodelist; in '0/corosync.conf', of the same cluster, it is not there"
    ]


def test_a_key_that_differs_for_many_nodes_is_one_finding() -> None:
    report = report_on(SHOP, SHOP.replace("10.0.0.", "10.9.0."))
    messages = [r.finding.message for r in report.findings if r.code == "CLU001"]
    assert messages == [
        "nodelist.node.ring0_addr of node 'shop1' (and 1 more) is '10.9.0.1'; in '0/corosync.conf',"
        " of the same cluster, it is '10.0.0.1'"
    ]


def test_two_node() -> None:
    texts = [
        conf("shop", "10.0.0.1", "10.0.0.2", quorum=q) for q in ("", "two_node: 0", "two_node: 1")
    ]
    assert not found(report_on(*texts[:2]), "CLU001")
    assert found(report_on(*texts[1:]), "CLU001")


def test_another_name_of_a_node() -> None:
    report = report_on(SHOP, SHOP.replace("shop2", "other"))
    messages = [r.finding.message for r in report.findings if r.code == "CLU001"]
    assert messages == [
        "nodelist.node.name of node 'shop2' is 'other'; in '0/corosync.conf', of the same cluster,"
        " it is 'shop2'"
    ]


def test_a_node_without_a_name() -> None:
    report = report_on(SHOP, SHOP.replace("name: shop2", ""))
    messages = [r.finding.message for r in report.findings if r.code == "CLU001"]
    assert [m.partition(";")[0] for m in messages] == [
        "nodelist.node.name of node 'shop2' is not set"
    ]


def test_order_of_nodes_does_not_count() -> None:
    first, second = (NODE.format(f"10.0.0.{n}", f"shop{n}", n) for n in (1, 2))
    head = {"name": "cluster_name: shop", "totem": "", "quorum": ""}
    texts = [TEXT.format(nodes=f"{a}\n{b}", **head) for a, b in ((first, second), (second, first))]
    assert not found(report_on(*texts))


def test_the_key_is_never_said() -> None:
    texts = [conf("shop", "10.0.0.1", totem=f"key: geheim{n}") for n in (1, 2)]
    report = report_on(*texts)
    assert found(report, "CLU001")
    for render in (human.render, as_json.render):
        stream = io.StringIO()
        render(report, stream)
        assert "geheim" not in stream.getvalue()


def test_versions() -> None:
    texts = [conf("shop", "10.0.0.1", totem=f"config_version: {v}") for v in (7, 8, 8)]
    none = conf("shop", "10.0.0.1")
    assert found(report_on(*texts, none)) == [("CLU003", "0/corosync.conf", ["1/corosync.conf"])]


UDP = "transport: udp\n interface {{\n linknumber: 0\n mcastaddr: {}\n mcastport: {}\n }}"


@pytest.mark.parametrize("port", [5404, 5405, 5406])
def test_multicast_address_in_two_clusters(port: int) -> None:
    one = conf("shop", "10.0.0.1", totem=UDP.format("239.1.1.1", 5405))
    two = conf("web", "10.0.1.1", totem=UDP.format("239.1.1.1", port))
    assert found(report_on(one, two)) == [("TOT010", "1/corosync.conf", ["0/corosync.conf"])]


@pytest.mark.parametrize(("address", "port"), [("239.1.1.1", 5407), ("239.1.1.2", 5405)])
def test_multicast_apart(address: str, port: int) -> None:
    one = conf("shop", "10.0.0.1", totem=UDP.format("239.1.1.1", 5405))
    two = conf("web", "10.0.1.1", totem=UDP.format(address, port))
    assert not found(report_on(one, two))
    assert not found(report_on(one, two.replace("transport: udp", "transport: knet")))


def test_multicast_address_derived_from_the_name() -> None:
    # `ab` and `b`-something: ord('a') * 2 + ord('b') == ord('b') * 2 + ord('`').
    one, two = (
        conf(name, f"10.0.{n}.1", totem="transport: udp") for n, name in enumerate(("ab", "b`"))
    )
    report = report_on(one, two)
    assert found(report) == [("TOT010", "1/corosync.conf", ["0/corosync.conf"])]
    assert "derived from the name" in next(
        r.finding.message for r in report.findings if r.code == "TOT010"
    )


def test_derived_addresses_are_those_of_the_daemon() -> None:
    looked = 0
    for target, name in VERDICTS.items():
        for row in recorded(name):
            theirs = {
                (value, row["cmap"][path.replace("mcastaddr", "mcastport")])
                for path, value in (row.get("cmap") or {}).items()
                if path.startswith("totem.interface.") and path.endswith(".mcastaddr")
            }
            data = (CORPUS / row["file"]).read_bytes()
            file = Corosync(parse(Source(row["file"], data), TARGETS[target]), TARGETS[target])
            if row["started"] and file.transport == "udp":
                looked += 1
                assert {(str(g.what), g.port) for g in groups(file)} == theirs, row["file"]
    assert looked > 50
    assert str(derived("x", 0, 4)) == "239.192.0.120"
    assert str(derived("x", 0, 6)) == "ff15::78"
    assert derived("\xe4", 0, 4) is None


NET = "device {\n model: net\n votes: 1\n net {\n host: q\n }\n }"


@pytest.mark.parametrize(
    ("totem", "quorum", "severity"),
    [
        ("", "", Severity.INFO),
        ("", NET, Severity.WARNING),
        ("transport: udp\n interface {\n mcastport: %d\n }", "", Severity.WARNING),
    ],
)
def test_one_name_for_two_clusters(totem: str, quorum: str, severity: Severity) -> None:
    texts = [
        conf(
            "ha",
            f"10.0.{n}.1",
            prefix=f"node{n}x",
            totem=totem % (5405 + 10 * n) if totem else "",
            quorum=quorum,
        )
        for n in (0, 1)
    ]
    report = report_on(*texts)
    assert found(report) == [("COR031", "1/corosync.conf", ["0/corosync.conf"])]
    assert [r.severity for r in report.findings if r.code == "COR031"] == [severity]


def test_the_same_name_and_derived_address_is_said_once() -> None:
    texts = [conf("ha", f"10.0.{n}.1", prefix=f"n{n}x", totem="transport: udp") for n in (0, 1)]
    assert [code for code, _, _ in found(report_on(*texts))] == ["TOT010"]


@pytest.mark.parametrize(
    ("address", "other", "severity"),
    [
        ("10.0.0.1", "", Severity.WARNING),
        ("192.0.2.1", "", Severity.WARNING),
        ("fd00::1", "", Severity.WARNING),
        ("8.8.8.8", "", Severity.ERROR),
        ("8.8.8.8", "interface {\n linknumber: 0\n mcastport: 5500\n }", Severity.WARNING),
        ("127.0.0.1", "", None),
        ("node1", "", None),
    ],
)
def test_address_in_two_clusters(address: str, other: str, severity: Severity | None) -> None:
    report = report_on(conf("shop", address), conf("web", address, totem=other))
    assert [r.severity for r in report.findings if r.code == "CLU014"] == (
        [severity] if severity else []
    )
    if severity:
        assert found(report) == [("CLU014", "1/corosync.conf", ["0/corosync.conf"])]


def test_the_same_hosts_in_two_clusters() -> None:
    texts = [conf(name, "10.0.0.1", "10.0.0.2", prefix="node") for name in ("shop", "web")]
    report = report_on(*texts)
    assert [r.severity for r in report.findings if r.code == "CLU014"] == [Severity.ERROR]


def test_what_is_private() -> None:
    from hadoctor.model.address import Literal
    from hadoctor.model.address import parse as read

    for text, is_unique in (("172.32.0.1", True), ("172.31.0.1", False), ("2001:db9::1", True)):
        parsed = read(text)
        assert isinstance(parsed, Literal)
        assert unique(parsed) is is_unique


def test_files_without_names_are_told_apart_by_their_addresses() -> None:
    texts = [conf("", a, prefix="node") for a in ("10.0.0.1", "10.0.0.1", "10.0.0.2", "127.0.0.1")]
    assert [len(c.files) for c in report_on(*texts).clusters] == [2, 1, 1]


def test_the_same_cluster_after_a_change_of_nodes() -> None:
    fleet = Fleet(
        Corosync(parse(Source(name, text.encode()), TARGETS["3.1"]), TARGETS["3.1"])
        for name, text in (
            ("a", SHOP),
            ("b", conf("shop", "10.0.0.2", "10.0.0.3", prefix="new")),
            ("c", conf("shop", "10.0.0.3", "10.0.0.4", prefix="newer")),
            ("d", conf("shop", "10.0.0.9", prefix="other")),
        )
    )
    assert [c.paths for c in fleet.clusters] == [("a", "b", "c"), ("d",)]


COMMENT = "# hadoctor: ignore[CLU014] another site\n        "


@pytest.mark.parametrize("number", [0, 1])
def test_a_comment_in_either_file_suppresses(number: int) -> None:
    texts = [conf("shop", "10.0.0.1"), conf("web", "10.0.0.1")]
    texts[number] = texts[number].replace("ring0_addr", COMMENT + "ring0_addr")
    report = report_on(*texts)
    assert not found(report)
    assert report.suppressed == 1
    assert not report.unused


def test_a_comment_for_nothing_is_reported() -> None:
    report = report_on(SHOP.replace("ring0_addr", COMMENT + "ring0_addr", 1), WEB)
    assert [u.why for u in report.unused] == ["nothing to suppress"]


def test_settings_ignore_for_a_file() -> None:
    texts = conf("shop", "10.0.0.1"), conf("web", "10.0.0.1")
    for pattern, hits in (("0/*", 0), ("1/*", 0), ("2/*", 1)):
        report = report_on(*texts, settings=Settings(per_file_ignores={pattern: ("CLU",)}))
        assert len(found(report)) == hits


def test_json() -> None:
    schema = json.loads(
        resources.files("hadoctor.report").joinpath("report-v1.schema.json").read_text()
    )
    for texts, clusters in (
        ((SHOP,), None),
        (
            (SHOP, conf("", "10.0.0.7")),
            [
                {"name": "shop", "files": ["0/corosync.conf"]},
                {"name": None, "files": ["1/corosync.conf"]},
            ],
        ),
    ):
        stream = io.StringIO()
        as_json.render(report_on(*texts), stream)
        data = json.loads(stream.getvalue())
        Draft202012Validator(schema).validate(data)
        assert data.get("clusters") == clusters


def test_both_places_are_framed() -> None:
    stream = io.StringIO()
    human.render(report_on(conf("shop", "10.0.0.1"), conf("web", "10.0.0.1")), stream)
    text = stream.getvalue()
    assert "1/corosync.conf:8:21: warning CLU014 '10.0.0.1' of cluster 'web'" in text
    assert "┆ 0/corosync.conf" in text


def summary(report: Report) -> str:
    return "".join(text for line in human.summary(report, False) for _, text in line)
