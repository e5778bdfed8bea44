"""The words that generated crm text is made of: what means something there, and what nearly does."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """Words for one position: those that mean something there, and those that only nearly do."""

    good: list[str]
    bad: list[str]


def words(good: str, bad: str = "") -> Words:
    return Words(good.split(), bad.split())


ODD = (
    "x = : , ( ) [ ] { } @ $ # a=b =b a= $id=x $id-ref=x p1 n1 10s rule op params meta to and date"
    ' inf: 1p p:1 \u00e9 \\ "a b" \'\' "x inf /x/ attributes role=x description=y @x $x=y x:y=z null true'
    " 1_000: \u0663: +inf: \u00b2"
).split(" ")
KEYWORDS = (
    "params meta utilization operations op op_params op_meta rule attributes docker network storage"
    " port-mapping storage-mapping primitive to select nodes fencing { } ( ) [ ] and or date in spec"
    " $id=y $id-ref=p1 $role=Master description=x n1 p1 p2 t1 g1 n1: 100: inf: a=b x"
).split()
REFERENCES = "nosuch p1 g1 m1 n1 t1 c1 s1 cib-bootstrap-options p1-instance_attributes".split()
COMMENTS = Words(["note", "a & b <c>", "# more", "caf\u00e9", "back\\slash", ""], ["a -- b", "-"])
PARAMETERS = words(
    "state ip cidr_netmask config a b op params password a.b name value s0 t1",
    "cidr-netmask rule \u00e9 # 1a passwd meta a:b",
)
META = words(
    "target-role is-managed priority resource-stickiness migration-threshold failure-timeout"
    " clone-max interleave promotable allow-migrate ordered foo",
    "isolation rule",
)
OPERATION_META = words("interval-origin record-pending foo", "requires")
UTILIZATION = words("cpu memory", "meta")
CHECKS = words("OCF_CHECK_LEVEL depth", "interval")
ALERT = words("timeout timestamp-format", "to select")
TIMEOUT = words("timeout record-pending", "interval")
NODE = words("standby maintenance site rack", "attributes utilization")
PROPERTIES = words(
    "stonith-enabled no-quorum-policy have-watchdog dc-version cluster-name symmetric-cluster"
    " maintenance-mode foo",
    "cluster-infrastructure expected-quorum-votes stonith_enabled rule",
)
VALUES = Words(
    [
        *"1 0 true false yes on Started Stopped Master 10s 60 inf node1 /a/b x.y x-y a=b ".split(
            " "
        ),
        *'"x" "a,b" \u00e9 \u00fcnder `x` $x ; & < > * ! %s {x} [x] (x) # a#b "q\\"r"'.split(" "),
        *('"it\'s"', '"tab\there"', '"<&>"', '"a  b"', "'a\"b'", '""', "a\\ b", '"two words"'),
    ],
    ["\\x", "a\\\\b", '"a\\b"', "'say\\\"so'", '"\u00e9 \u2007"', '"', "'", "\\"],
)
TIMES = words("10s 20s 60 1min 0 0s 100ms 30", '"10" "" x "1 h" 10:20 P1D \u00e9')
SCORES = words(
    "inf: -inf: INFINITY: -INFINITY: +inf: 100: -50: 0: +7: mandatory: 1000001: -0:",
    "advisory: Infinity: 1.5: pingd: 007: : x: 1e3: --1: +-1:",
)
LIST_SCORES = words("100: -50: 0: +7: -0:", " ".join(SCORES.good))
RULE_SCORES = Words([*SCORES.good, "pingd:"], SCORES.bad)
RULE_ROLES = words("$role=Master role=Started $role=promoted role=Slave", "$role=foo role= $role=1")
ATTRIBUTES = words("#uname #id #kind #site-name site pingd a.b rack #ra-version", "\u00e9 a=b and")
RULE_VALUES = words(
    "n1 1 1000 x a.b 1.0.2 lt meta{x} param{y} literal{z}", 'and \u00e9 "" "a b" {x} x{y}'
)
TYPES = words("string: integer: number: version:", "foo: String: :")
OPERATORS = words("lt gt lte gte eq ne", "EQ == = in")
JOINTS = words("and or", "xor AND")
DEFINED = words("defined not_defined", "undefined")
DATE = words("date", "Date dates")
DATES = Words(
    [
        "lt 2030-01-01",
        "gt 2020-01-01",
        'lt "2030-01-01 12:00:00"',
        "in start=2020-01-01 end=2030-01-01",
        "in_range start=2020-01-01 years=2",
        "in_range end=2020-01-01 start=2019-01-01",
        "spec hours=9-16 weekdays=1-5",
        "date_spec years=2020",
    ],
    [
        "in start=2020-01-01 end=2030-01-01 hours=1",
        "spec hours=x moon=1",
        "spec minutes=1",
        "spec",
        "in start=2020-01-01",
        "eq 2020-01-01",
        "in years=1 hours=2",
        "lt",
    ],
)
OPERATIONS = words(
    "monitor monitor monitor start stop promote demote migrate_to notify", "Monitor foo x=y"
)
OPERATION_VALUES = {
    "timeout": TIMES,
    "start-delay": TIMES,
    "role": words("Master Slave Started Stopped Promoted Unpromoted", "master foo"),
    "on-fail": words("ignore block stop restart standby fence restart-container demote", "Stop x"),
    "enabled": words("true false", "yes \u00e9"),
    "record-pending": words("true false", "maybe"),
    "description": words("x", '""'),
}
OPERATION_NAMES = Words(
    list(OPERATION_VALUES), ["interval", "INTERVAL", "name", "id", "interval-origin"]
)
AGENTS = words(
    "Dummy Dummy Dummy ocf:heartbeat:Dummy ocf:pacemaker:Stateful Stateful ping ocf:Dummy IPaddr2"
    " stonith:fence_sbd systemd:sshd lsb:x ocf:x:Dummy fence_sbd service:x stonith:external/x",
    "pacemaker:Dummy a:b:c ocf:: a:b:c:d ocf:pacemaker:remote systemd:a@b : Dummy:",
)
DESCRIPTIONS = Words(
    ["description=x", 'description="some text"'], ["description=", "Description=x"]
)
PROPERTY_SETS = words("cib-bootstrap-options: $id=other other: rsc-options:", "$id-ref=x 1: p1:")
NODE_TYPES = words(":member :remote :ping", ":normal :foo : :Member")
CLONES = words("clone clone ms master", "Clone MS")
BUNDLES = words("docker", "podman rkt Docker")
CONTAINER = words(
    "replicas=2 replicas-per-host=1 promoted-max=1 options=x", "foo=x image=y masters=1 x"
)
NETWORK = words("control-port=3121 host-netmask=24 ip-range-start=10.0.0.1", "port=1 x")
PORTS = Words(
    ["port=80", "range=1-2", "port=80 internal-port=8080"], ["id=pm1", "id=pm1 port=1", "foo=x", ""]
)
STORAGE = Words(
    [
        "source-dir=/a target-dir=/c",
        "source-dir-root=/a target-dir=/c options=rw",
        "id=sm1 source-dir=/a target-dir=/c",
    ],
    ["source-dir=/a", "foo=x", "", "source-dir=/a target-dir=/c id=1"],
)
PATTERNS = words("/p.*/ /^p[12]$/", "/p(/ // /p /a=b/")
LATE_ROLES = words("role=Started $role=Master", "resource-discovery=never x")
DISCOVERY = words("resource-discovery=never role=Master $role=Started", "role=foo score=1 foo=x")
ROLES = words(
    ":Master :Started :Promoted :Unpromoted :Slave :started :MASTER", ":foo :1 :start : :a:b"
)
ACTIONS = words(":start :stop :promote :demote :Start", ":foo :Master : :monitor")
SET_FORMS = Words(
    ["%", "%", "%", "( % )", "[ % ]", "(% )"], ["(%)", "( %", "% ]", "( ( % ) )", "[ % )", "( )"]
)
SET_OPTIONS = words(
    "sequential=false require-all=true sequential=yes", "sequential=maybe kind=x score=1"
)
COLOCATION_OPTIONS = words(
    "node-attribute=Site node-attribute=rack", "influence=true node-attribute="
)
ORDER_OPTIONS = words("symmetrical=false symmetrical=yes", "symmetrical=1 require-all=true kind=x")
TICKET_OPTIONS = words("loss-policy=stop loss-policy=fence", "loss-policy=x loss-policy=Stop")
KINDS = words(
    "inf: Mandatory: Optional: Serialize: 0: 10: -inf: mandatory: optional: serialize:",
    "advisory: foo: 1.5: :",
)
PERMISSIONS = words("read write deny", "grant Read")
SPECS = words(
    "xpath:/cib xpath:\"//nvpair[@name='a']\" ref:p1 reference:g1 tag:primitive meta:p1"
    " meta:p1:target-role params:p1 params:p1:ip utilization:p1 location:p1 property"
    " property:stonith-enabled nodeattr nodeattr:standby nodeutil nodeutil:n1 node node:n1 status cib",
    "type:node attr:id attribute:uname foo meta: node: ref: xpath: cib:x tag:x ref:nosuch",
)
TARGETS = words("acl_target acl_group", "user")
SELECTS = Words(
    [
        "select nodes",
        "select fencing nodes resources",
        "select attributes { standby shutdown }",
        "select attributes { a } nodes",
    ],
    [
        "select attributes x=y",
        "select foo",
        "select",
        "select nodes select fencing",
        "select attributes { }",
        "select attributes { a",
    ],
)
RECIPIENTS = words("/var/log/a a@b.c x", '{x} to meta a=b \u00e9 "a b"')
MONITORS = words("10s 10s:20s 30:10 5", "x : 10: :20 10:20:30")
LEVELS = words("attr:rack=1 attr:rack=2 pattern:n.*", "attr:rack attr:a.b=1 pattern: x=y attr:")
XML = Words(
    [
        '<primitive id="x1" class="ocf" provider="heartbeat" type="Dummy"/>',
        '<primitive id="x1" class="ocf" provider="heartbeat" type="Dummy"> \\\n  <meta_attributes'
        ' id="x1-m"> \\\n    <nvpair name="a"  value="b  c" id="x1-a"/> \\\n  </meta_attributes> \\\n'
        "</primitive>",
        '<primitive id="x1" class="ocf" provider="heartbeat" type="Dummy"><operations><op id="o"'
        ' name="monitor" interval="0"/></operations><!-- note --></primitive>',
        '<rsc_location id="x1" rsc="p1" node="n1" score="5"/>',
        '<rsc_location id="x1" rsc="p1"><rule id="x1-r" score="5" boolean-op="and"><expression id="x1-e"'
        ' attribute="#uname" operation="eq" value="n1"/><rule id="x1-s" boolean-op="or"><expression'
        ' id="x1-f" attribute="a" operation="defined"/></rule></rule></rsc_location>',
        '<rsc_colocation id="x1" rsc="p1" with-rsc="p2" score="INFINITY" influence="false"/>',
        '<rsc_order id="x1" first="p1" then="p2" require-all="false"/>',
        '<group id="x1"><primitive id="p1" class="ocf" provider="heartbeat" type="Dummy"/></group>',
        '<clone id="x1"><primitive id="x2" class="ocf" provider="heartbeat" type="Dummy"/></clone>',
        '<cluster_property_set id="x1"><nvpair id="x2" name="a" value="b"/></cluster_property_set>',
        '<rsc_defaults><meta_attributes id="x1" score="1"><nvpair id="x2" name="a" value="b"/>'
        "</meta_attributes></rsc_defaults>",
        '<node id="5" uname="n5" type="member"/>',
        '<tag id="x1"><obj_ref id="p1"/></tag>',
        '<alert id="x1" path="/x"><recipient id="x2" value="y"/></alert>',
        '<acl_role id="x1"><acl_permission id="x2" kind="read" xpath="/cib"/></acl_role>',
        '<fencing-topology><fencing-level id="x1" target="n1" index="2" devices="p1"/></fencing-topology>',
    ],
    [
        '<meta_attributes id="x1"/>',
        "<status/>",
        "<primitive",
        "",
    ],
)
