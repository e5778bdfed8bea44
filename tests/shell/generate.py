"""Crm text that nobody wrote: plausible statements of every kind, with small faults.

`text(seed)` is a whole file. Its statements know each other, so most of what they refer to exists.
`soup(seed)` puts words together that do not belong there. The same seed gives the same file.
"""

from __future__ import annotations

import random

from . import vocabulary as words
from .parts import Parts
from .vocabulary import Words


def text(seed: int) -> str:
    return File(random.Random(seed)).text()


KINDS = (
    "node primitive rsc_template group clone ms bundle location colocation order rsc_ticket property"
    " rsc_defaults op_defaults fencing_topology role acl_target user tag alert monitor"
).split()
BASE = """node n1
node n2
primitive p1 Dummy op monitor interval=10s
primitive p2 ocf:pacemaker:Stateful params $id=s1 a=b
primitive p3 stonith:fence_sbd
rsc_template t1 Dummy
group g1 p3
"""


def soup(seed: int) -> str:
    """A few statements whose words are valid somewhere, but hardly there, beside sound ones."""
    dice = random.Random(f"soup {seed}")
    lists = [value for value in vars(words).values() if isinstance(value, Words)]
    pool = [*words.ODD, *words.REFERENCES, *words.KEYWORDS]
    out = BASE
    for number in range(dice.randint(1, 2)):
        found = []
        for _ in range(dice.randint(0, 7)):
            one = dice.choice(lists)
            found.append(dice.choice([*one.good, *one.bad] if dice.random() < 0.6 else pool))
        out += " ".join([dice.choice(KINDS), f"x{number}", *found]) + "\n"
    return out


class File(Parts):
    """One file in the making."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__(dice)
        self.free = list(self.primitives)
        self.roles: list[str] = []

    def text(self) -> str:
        lines = [self.node(name) for name in self.nodes]
        lines += [f"rsc_template {name} {self.agent()} {self.body()}" for name in self.templates]
        lines += [self.primitive(name) for name in self.primitives]
        for container, chance in ((self.group, 0.6), (self.clone, 0.5), (self.bundle, 0.12)):
            if self.free and self.often(chance):
                lines.append(container())
        kinds = (self.location, self.location, self.colocation, self.order, self.rsc_ticket)
        for number in range(self.dice.randint(0, 4)):
            lines.append(self.dice.choice(kinds)(f"c{number}"))
        for setting in (self.property, self.defaults, self.topology, self.role, self.tag):
            if self.often(0.2):
                lines.append(setting())
        rares = [self.alert, self.monitor, self.xml, *[self.target for _ in self.roles]]
        for rare in rares:
            if self.often(0.12):
                lines.append(rare())
        if self.often(0.2):
            self.dice.shuffle(lines)
        return "\n".join(self.written(line) for line in lines) + "\n"

    def written(self, line: str) -> str:
        """The statement as somebody may type it, perhaps with a fault."""
        if line.startswith("xml "):
            return line
        found = [self.word(word) for word in line.split(" ") if word]
        glue = [self.dice.choice((" ", " ", " ", " ", " \\\n\t", "  ")) for _ in found[1:]]
        out = "".join(word + blank for word, blank in zip(found, [*glue, ""], strict=True))
        return f"# {self.of(words.COMMENTS)}\n{out}" if self.often(0.08) else out

    def word(self, word: str) -> str:
        if not self.often(self.fault / 2):
            return word
        return self.dice.choice(("", f"{word} {word}", *words.ODD, word.upper(), word + ":"))

    # Nodes and resources

    def node(self, name: str) -> str:
        head = self.maybe(0.15, f"$id={self.number()}") or self.maybe(0.1, f"{name}x:")
        lists = self.section(0.3, "attributes", words.NODE) or self.maybe(
            0.2, self.pair(words.NODE)
        )
        use = self.section(0.15, "utilization", words.UTILIZATION)
        kind = self.maybe(0.1, words.NODE_TYPES)
        return f"node {head} {name}{kind} {self.description()} {lists} {use}"

    def agent(self) -> str:
        return self.of(words.AGENTS)

    def primitive(self, name: str) -> str:
        agent = f"@{self.templates[0]}" if self.templates and self.often(0.4) else self.agent()
        return f"primitive {name} {agent} {self.body()}"

    def body(self) -> str:
        """The sections of a primitive; operations are together, but for a few."""
        head = self.maybe(0.1, f"operations $id=o{self.number()}")
        operations = f"{head} {self.some(1 if head else 0, 3, self.operation)}"
        sections = [
            self.section(0.6, "params"),
            self.section(0.4, "meta", words.META),
            self.section(0.15, "utilization", words.UTILIZATION),
            operations,
            self.section(0.08, "params"),
            self.operation() if self.often(self.fault) else "",
        ]
        if self.often(0.3):
            self.dice.shuffle(sections)
        return f"{self.description()} {self.maybe(0.1, self.pair())} {' '.join(sections)}"

    def take(self) -> str:
        """A primitive that is in nothing else yet."""
        return self.free.pop(self.dice.randrange(len(self.free))) if self.free else self.name()

    def container_lists(self) -> str:
        params = self.section(0.1, "params") or self.maybe(0.05, self.pair())
        return f"{self.description()} {params} {self.section(0.4, 'meta', words.META)}"

    def group(self) -> str:
        members = " ".join(self.take() for _ in range(self.dice.randint(1, 3)) if self.free)
        self.containers.append("g1")
        return f"group g1 {members} {self.container_lists()}"

    def clone(self) -> str:
        child = "g1" if self.containers and self.often(0.4) else self.take()
        self.containers.append("m1")
        return f"{self.of(words.CLONES)} m1 {child} {self.container_lists()}"

    def bundle(self) -> str:
        self.containers.append("b1")
        ports = self.some(1, 2, lambda: "port-mapping " + self.of(words.PORTS))
        disks = self.some(1, 2, lambda: "storage-mapping " + self.of(words.STORAGE))
        container = f"{self.of(words.BUNDLES)} image=x {self.maybe(0.6, words.CONTAINER)}"
        network = f"network {self.maybe(0.5, words.NETWORK)} {ports}"
        inner = f"primitive {self.take()}" if self.often(0.6) else ""
        return (
            f"bundle b1 {self.description()} {container} {self.maybe(0.7, network)}"
            f" {self.maybe(0.4, 'storage ' + disks)} {self.section(0.3, 'meta', words.META)} {inner}"
        )

    def monitor(self) -> str:
        role = self.maybe(0.2, words.ROLES)
        return f"monitor {self.name(self.primitives)}{role} {self.of(words.MONITORS)}"

    # Constraints

    def location(self, name: str) -> str:
        target = self.resource()
        if self.often(0.2):
            sets = f"{{ {self.members(words.ROLES)} }}"
            target = self.maybe(0.5, sets) or self.of(words.PATTERNS)
        if self.often(0.5):
            rest = f"{self.of(words.SCORES)} {self.name(self.nodes)}"
            rest += " " + self.maybe(0.08, words.LATE_ROLES)
        else:
            rest = self.some(1, 2 if self.often(0.1) else 1, self.rule)
        return f"location {name} {target} {self.maybe(0.2, words.DISCOVERY)} {rest}"

    def related(self, tails: Words) -> str:
        if self.often(0.6):
            return f"{self.member(tails)} {self.member(tails)}"
        return self.members(tails)

    def colocation(self, name: str) -> str:
        option = self.maybe(0.1, words.COLOCATION_OPTIONS)
        return f"colocation {name} {self.of(words.SCORES)} {self.related(words.ROLES)} {option}"

    def order(self, name: str) -> str:
        kind, option = self.maybe(0.8, words.KINDS), self.maybe(0.2, words.ORDER_OPTIONS)
        return f"order {name} {kind} {self.related(words.ACTIONS)} {option}"

    def rsc_ticket(self, name: str) -> str:
        members = self.some(1, 3, lambda: self.member(words.ROLES))
        return f"rsc_ticket {name} tA: {members} {self.maybe(0.5, words.TICKET_OPTIONS)}"

    # The rest

    def property(self) -> str:
        rule = self.rule() if self.often(0.05) else ""
        pairs = self.some(1, 3, lambda: self.pair(words.PROPERTIES))
        return f"property {self.maybe(0.3, words.PROPERTY_SETS)} {rule} {pairs}"

    def defaults(self) -> str:
        kind, names = self.dice.choice((("rsc", words.META), ("op", words.TIMEOUT)))
        rule = self.rule() if self.often(0.15) else ""
        pairs = self.some(1, 3, lambda: self.pair(names))
        return f"{kind}_defaults {self.maybe(0.3, words.PROPERTY_SETS)} {rule} {pairs}"

    def devices(self) -> str:
        return ",".join(self.name(self.primitives) for _ in range(self.dice.choice((1, 1, 2))))

    def level(self) -> str:
        targets = [*(f"{name}:" for name in self.nodes), self.of(words.LEVELS)]
        return f"{self.name(targets)} {self.some(1, 2, self.devices)}"

    def topology(self) -> str:
        one = self.devices if self.often(0.2) else self.level
        return f"fencing_topology {self.some(1, 3, one)}"

    def permission(self) -> str:
        head = self.maybe(0.2, f"$id=a{self.number()}") or self.maybe(0.1, f"a{self.number()}:")
        specs = self.some(1, 2, lambda: self.of(words.SPECS))
        return f"{self.of(words.PERMISSIONS)} {head} {self.maybe(0.05, 'description=x')} {specs}"

    def role(self) -> str:
        self.roles.append("role1")
        return f"role role1 {self.description()} {self.some(1, 3, self.permission)}"

    def target(self) -> str:
        return f"{self.of(words.TARGETS)} u1 {self.name(self.roles)}"

    def tag(self) -> str:
        return f"tag tag1{self.maybe(0.2, ':')} {self.some(1, 3, self.resource)}"

    def alert_lists(self) -> str:
        return f"{self.section(0.3, 'attributes')} {self.section(0.3, 'meta', words.ALERT)}"

    def recipient(self) -> str:
        where = self.of(words.RECIPIENTS)
        if self.often(0.4):
            return f"to {{ {where} {self.alert_lists()} }}"
        return f"to {where} {self.description()} {self.alert_lists()}"

    def alert(self) -> str:
        select, to = self.maybe(0.3, words.SELECTS), self.some(0, 2, self.recipient)
        return f"alert alert1 /a.sh {self.description()} {self.alert_lists()} {select} {to}"

    def xml(self) -> str:
        return "xml " + self.of(words.XML)
