"""The hosts file gives the nodes the addresses that the nodelist, corosync and the interfaces have."""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.addresses import Addresses, is_name
from hadoctor.facts.node.here import Here
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.facts.node.running import RunningMap
from hadoctor.finding import Reported
from hadoctor.model.address import Literal
from hadoctor.model.corosync import Corosync
from hadoctor.model.hosts_edit import Entry, same, with_lines, without
from hadoctor.model.nodes import Node
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.protocols.new_conf import quoted
from hadoctor.repair.step import WriteFile
from hadoctor.source import Source

PATH = "/etc/hosts"
_RISK = "the other nodes need the same lines"


@repairs("NET004", "NET009", "NET010", "NET011")
def right_addresses(
    need: Need,
    corosync: Corosync,
    hosts: Hosts,
    interfaces: Interfaces,
    identity: Identity,
    names: Names,
    running: RunningMap | Unknown,
) -> Repairs:
    data = need.world.read(PATH)
    if isinstance(data, Unknown) or data != hosts.source.data:
        return
    here = Here(interfaces, identity, names).node(corosync)
    local = here if isinstance(here, Node) else None
    cmap = None if isinstance(running, Unknown) else running
    edit = _Edit(need.found, corosync, Addresses(corosync, hosts, interfaces, cmap, local))
    state = need.world.stat(PATH)
    link = not isinstance(state, Unknown) and state.kind == "link"
    after = hosts.source.text if link else edit.text(hosts.source.text)
    cured = tuple(edit.cured(Hosts(Source(PATH, after.encode("latin-1")))))
    if after != hosts.source.text and cured:
        again = "cloud-init" in hosts.source.text or "manage_etc_hosts" in hosts.source.text
        yield need.repair(
            f"give the nodes their own addresses in {PATH}",
            WriteFile(PATH, data, after.encode("latin-1")),
            cures=cured,
            cuts_off=True,
            risk=_RISK + ("; cloud-init may write the file anew at boot" if again else ""),
        )
    left = tuple(one for one in need.found if one not in cured and edit.told((one,)))
    if left:
        yield need.protocol(
            f"give the nodes their addresses in {PATH}",
            f"{PATH} is a symbolic link" if link else "which address is right is not known here",
            "a line for each name, with the address that the node has on that link:",
            *edit.lines(),
            f"$ editor {PATH}    # the same on every node",
            *(f"$ getent ahosts {name}" for name in quoted(edit.told(left))),
            cures=left,
        )


class _Edit:
    """What has to be other in a hosts file."""

    def __init__(self, found: tuple[Reported, ...], corosync: Corosync, known: Addresses) -> None:
        self._found = found
        self._corosync = corosync
        self._known = known
        self._names = {
            name: (node, address)
            for node in corosync.nodes
            for name, address in known.of(node).items()
        }
        self._tag = f"hadoctor:{found[0].code}"

    def told(self, found: tuple[Reported, ...]) -> list[str]:
        """The names that findings are about, in the order of their messages."""
        words = (word for one in found for word in one.finding.message.split("'")[1::2])
        return [name for name in dict.fromkeys(words) if name in self._names]

    def lines(self) -> Iterator[str]:
        for name, (_, address) in self._names.items():
            yield f"  {address or 'ADDRESS'} {name}"

    def text(self, text: str) -> str:
        gone: list[Entry] = []
        added: list[Entry] = []
        told = self.told(self._found)
        for name, (node, right) in self._names.items():
            if right is None:
                continue
            entries = [(m.address.text, m.literal) for m in self._known.mappings(name)]
            wrong = [e for e in entries if self._wrong(name, node, e[1], right)]
            forms = {form: None for e in wrong for form in same(text, (e[0], name))}
            # The short form of a name goes with it: the host takes its domain from that line.
            shorter = [form for form in forms if name.lower().startswith(f"{form.lower()}.")]
            gone += [(e[0], form) for e in wrong for form in (name, *shorter)]
            here = name in told or wrong or name in self._of_links()
            if here and not any(e not in wrong and e[1] == right for e in entries):
                others = [form for form in forms if form.lower() != name.lower()]
                longer = [form for form in others if form not in shorter]
                added.append((str(right), " ".join((*longer, name, *shorter))))
        return with_lines(without(text, gone, self._tag), added, self._tag)

    def _of_links(self) -> set[str]:
        """The names that corosync itself needs."""
        nodes = self._corosync.nodes
        return {e.text for node in nodes for e in node.addresses.values() if is_name(e)}

    def _wrong(self, name: str, node: Node, literal: Literal, right: Literal) -> bool:
        if literal.loopback:
            return True
        owners = self._known.owners().get(literal)
        if owners and node.position not in owners:
            return True
        doubled = any(
            one.code == "NET010" and f"'{name}' has two" in one.finding.message
            for one in self._found
        )
        return doubled and literal.family == right.family and literal != right

    def cured(self, hosts: Hosts) -> Iterator[Reported]:
        """The findings that a file does away with."""
        families = self._corosync.families
        taken = {name: hosts.resolve(name, families) for name in self._names}
        for one in self._found:
            told = self.told((one,))
            if one.code == "NET004":
                fine = bool(told) and not any(
                    line and line.literal.loopback for line in taken.values()
                )
            elif one.code == "NET011":
                fine = all(taken[name] for name in self._of_links())
            else:
                fine = bool(told) and self._fine(hosts, told[0])
            if fine:
                yield one

    def _fine(self, hosts: Hosts, name: str) -> bool:
        node, right = self._names[name]
        given = [m.literal for m in hosts.mappings(name)]
        return right in given and not any(self._wrong(name, node, a, right) for a in given)
