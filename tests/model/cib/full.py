"""A configuration with everything that a schema allows, for each of its versions."""

from __future__ import annotations

from hadoctor.target import release

OPTIONS = """
<crm_config><cluster_property_set id="cib-bootstrap-options">
  <nvpair id="o1" name="stonith-enabled" value="false"/>
  <nvpair id="o2" name="cluster-infrastructure" value="corosync"/>
  <rule id="cr" score="1"><expression id="cre" attribute="a" operation="eq" value="b"/></rule>
</cluster_property_set></crm_config>
<rsc_defaults><meta_attributes id="rd">
  <nvpair id="rd1" name="resource-stickiness" value="1"/>
</meta_attributes></rsc_defaults>
<op_defaults><meta_attributes id="od"><nvpair id="od1" name="timeout" value="1"/>
</meta_attributes>{late}</op_defaults>
"""
NEW_RULE = """<meta_attributes id="od2"><rule id="odr" score="1">
  <op_expression id="odo" name="monitor" interval="10s"/>
  <rsc_expression id="odq" class="ocf" type="x" provider="y"/>
</rule></meta_attributes>"""
NODES = """
<nodes>
  <node id="1" uname="n1" type="{kind}" description="d" score="3">
    <instance_attributes id="n1a"><nvpair id="n1a1" name="standby" value="on"/></instance_attributes>
    <utilization id="n1u"><nvpair id="n1u1" name="cpu" value="4"/></utilization>
  </node>
  <node id="2" uname="n2"/>
</nodes>
"""
RESOURCES = """
<template id="t1" class="stonith" type="x" description="z"><operations id="tops">
  <op id="t1m" name="monitor" interval="0"{requires}/>
</operations></template>
<primitive id="p1" class="ocf" provider="heartbeat" type="Dummy" description="d">
  <meta_attributes id="p1m"><nvpair id="p1m1" name="is-managed" value="true"/></meta_attributes>
  <instance_attributes id="p1i" score="4">
    <rule id="p1ir" score="INFINITY" boolean-op="or">
      <expression id="p1ie" attribute="#uname" operation="eq" value="n1" type="string"/>
      <date_expression id="p1id" operation="in_range" start="2009" end="2010"/>
      <date_expression id="p1id2" operation="date_spec">
        <date_spec id="p1ds" hours="1-2" weekdays="1"/>
      </date_expression>
      <rule id="nr" score="2">
        <date_expression id="d4" operation="in_range" start="2009">
          <duration id="du" hours="1"/>
        </date_expression>
        <date_expression id="d5" operation="lt" end="2009"/>
      </rule>
    </rule>
    <nvpair id="p1i1" name="state" value="/x"/>
  </instance_attributes>
  <operations id="p1ops">
    <op id="p1op" name="monitor" interval="10s" timeout="20s" role="Started" on-fail="restart"
        enabled="true" record-pending="1" start-delay="0">
      <instance_attributes id="p1oi"><nvpair id="p1oi1" name="depth" value="1"/></instance_attributes>
      <meta_attributes id="p1om"><nvpair id="p1om1" name="timeout" value="1"/></meta_attributes>
    </op>
  </operations>
  <utilization id="p1u"><nvpair id="p1u1" name="cpu" value="1"/></utilization>
</primitive>
<primitive id="p2" template="t1"><meta_attributes id-ref="p1m"/></primitive>
<group id="g1" description="x">
  <primitive id="p3" class="systemd" type="foo"/>
  <primitive id="p4" class="lsb" type="foo"/>
  <meta_attributes id="g1m"><nvpair id="g1m1" name="target-role" value="Stopped"/></meta_attributes>
</group>
<clone id="c1">
  <meta_attributes id="c1m"><nvpair id="c1m1" name="clone-max" value="2"/></meta_attributes>
  <primitive id="p5" class="ocf" provider="pacemaker" type="Stateful"/>
</clone>
<clone id="c2"><group id="g2">
  <primitive id="p6" class="ocf" provider="pacemaker" type="ping"/>
</group></clone>
"""
MASTER = """<master id="m1">
  <primitive id="p7" class="ocf" provider="linbit" type="drbd"/>
</master>"""
BUNDLE = """
<bundle id="b1">
  <docker image="i" replicas="2" replicas-per-host="1" run-command="x" network="host" options="o"/>
  <network ip-range-start="1.2.3.4" control-port="3121" host-interface="eth0" host-netmask="24">
    <port-mapping id="pm1" port="80" internal-port="81"/>
    <port-mapping id="pm2" range="1-2"/>
  </network>
  <storage>
    <storage-mapping id="sm1" source-dir="/a" target-dir="/b" options="rw"/>
    <storage-mapping id="sm2" source-dir-root="/a" target-dir="/b"/>
  </storage>
  <primitive id="p8" class="ocf" provider="heartbeat" type="apache"/>
</bundle>
"""
CONSTRAINTS = """
<rsc_location id="l1" rsc="p1" score="100" node="n1" role="Started"/>
<rsc_location id="l2" rsc="p1"><rule id="l2r" score="-INFINITY">
  <expression id="l2e" attribute="pingd" operation="not_defined"/>
</rule></rsc_location>
<rsc_location id="l3" score="INFINITY" node="n2">
  <resource_set id="l3s"><resource_ref id="p1"/></resource_set>
</rsc_location>
<rsc_location id="l5" rsc="g1"><rule id="l5r" score-attribute="w">
  <expression id="l5e" attribute="pingd" operation="defined"/>
</rule></rsc_location>
<rsc_colocation id="co1" score="INFINITY" rsc="p1" with-rsc="g1" rsc-role="Started"
    with-rsc-role="Started" node-attribute="rack"/>
<rsc_colocation id="co2" score="10">
  <resource_set id="co2s" sequential="false" role="Master">
    <resource_ref id="p1"/><resource_ref id="p2"/>
  </resource_set>
  <resource_set id="co2t" require-all="false"><resource_ref id="c1"/></resource_set>
</rsc_colocation>
<rsc_order id="or1" kind="Optional" symmetrical="false" first="p1" then="g1"
    first-action="start" then-action="promote"/>
<rsc_order id="or2" score="0"><resource_set id="or2s" action="start">
  <resource_ref id="p1"/><resource_ref id="p2"/>
</resource_set></rsc_order>
<rsc_ticket id="ti1" ticket="T" rsc="p1" rsc-role="Started" loss-policy="fence"/>
<rsc_ticket id="ti2" ticket="T"><resource_set id="ti2s"><resource_ref id="p1"/></resource_set>
</rsc_ticket>
"""
PATTERN = """
<rsc_location id="l4" rsc-pattern="^p" score="1" node="n1" resource-discovery="never"/>
"""
LIFETIME = """
<rsc_order id="orl" first="p1" then="p2"><lifetime><rule id="lr1" score="1">
  <expression id="lr1e" attribute="a" operation="eq" value="b"/>
</rule></lifetime></rsc_order>
"""
FENCING = """
<fencing-level id="f1" target="n1" index="1" devices="p1,p2"/>
<fencing-level id="f2" target-pattern="n.*" index="2" devices="p1"/>
"""
BY_ATTRIBUTE = """
<fencing-level id="f3" target-attribute="rack" target-value="1" index="3" devices="p1"/>
"""
OLD_ACLS = """
<acl_user id="u1"><role_ref id="r1"/></acl_user>
<acl_user id="u2"><read id="u2r" tag="x" attribute="v"/><write id="u2w" ref="p1"/></acl_user>
<acl_role id="r1"><read id="r1r" tag="x" ref="p1"/><deny id="r1d" xpath="/cib"/></acl_role>
"""
ACLS = """
<acl_target id="u1"><role id="r1"/></acl_target>
<acl_group id="gr1"><role id="r1"/></acl_group>
<acl_role id="r1" description="q">
  <acl_permission id="r1p" kind="read" xpath="/cib" description="d"/>
  <acl_permission id="r1q" kind="write" reference="p1"/>
  <acl_permission id="r1s" kind="deny" object-type="nvpair" attribute="name"/>
</acl_role>
"""
TAGS = '<tags><tag id="tag1"><obj_ref id="p1"/><obj_ref id="p2"/></tag></tags>'
ALERTS = """
<alerts><alert id="a1" path="/x" description="d">
  <meta_attributes id="a1m"><nvpair id="a1m1" name="timeout" value="1s"/></meta_attributes>
  <instance_attributes id="a1i"><nvpair id="a1i1" name="k" value="v"/></instance_attributes>
  {select}
  <recipient id="a1r" value="v" description="e"><instance_attributes id="a1ri">
    <rule id="arr" score="1"><expression id="are" attribute="a" operation="eq" value="b"/></rule>
  </instance_attributes></recipient>
  <recipient id="a1r2" value="v"/>
</alert></alerts>
"""
SELECT = """<select>
  <select_attributes><attribute id="sa1" name="foo"/></select_attributes>
  <select_fencing/><select_nodes/><select_resources/>
</select>"""


FIRST = """
<crm_config><cluster_property_set id="s"><nvpair id="o" name="a" value="b"/></cluster_property_set>
</crm_config>
<nodes><node id="1" uname="n1" type="normal"><instance_attributes id="n1a"/></node></nodes>
<resources>
  <primitive id="p1" class="ocf" provider="heartbeat" type="Dummy"><operations>
    <op id="o1" name="monitor" interval="10s" on-fail="fence" requires="quorum" role="Started"/>
  </operations></primitive>
  <group id="g1"><primitive id="p2" class="lsb" type="x"/></group>
  <clone id="c1"><primitive id="p3" class="heartbeat" type="x"/></clone>
  <master id="m1"><group id="g2"><primitive id="p4" class="stonith" type="x"/></group></master>
</resources>
<constraints>
  <rsc_location id="l1" rsc="p1" score="1" node="n1"/>
  <rsc_colocation id="co1" score="1" rsc="p1" with-rsc="g1" rsc-role="Started"/>
  <rsc_order id="or1" kind="Optional"><resource_set id="s1" sequential="true" action="start">
    <resource_ref id="p1"/>
  </resource_set></rsc_order>
</constraints>
<rsc_defaults/><op_defaults/>
"""


def full(schema: str) -> str:
    """The XML of a `<cib>` that `schema` accepts and that has each of its elements."""
    has = release(schema)
    if has < (1, 2):
        return cib(FIRST, schema)
    resources = RESOURCES.format(requires="" if has >= (3,) else ' requires="quorum"')
    resources += BUNDLE if has >= (2, 8) else ""
    resources += MASTER if has < (4,) else ""
    constraints = PATTERN if has >= (2, 6) else ""
    constraints += LIFETIME if has < (4,) else ""
    constraints += CONSTRAINTS
    parts = (
        OPTIONS.format(late=NEW_RULE if has >= (3, 4) else ""),
        NODES.format(kind="member" if has >= (3,) else "normal"),
        f"<resources>{resources}</resources>",
        f"<constraints>{constraints}</constraints>",
        f"<fencing-topology>{FENCING + (BY_ATTRIBUTE if has >= (2, 4) else '')}</fencing-topology>",
        f"<acls>{ACLS if has >= (2,) else OLD_ACLS}</acls>",
        TAGS if has >= (1, 3) else "",
        ALERTS.format(select=SELECT if has >= (2, 10) else "") if has >= (2, 5) else "",
    )
    return cib("".join(parts), schema)


def cib(sections: str, schema: str = "3.9") -> str:
    counters = 'admin_epoch="0" epoch="1" num_updates="0"'
    head = f'<cib validate-with="pacemaker-{schema}" {counters}>'
    return f"{head}<configuration>{sections}</configuration></cib>"
