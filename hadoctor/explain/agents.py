"""The page of an agent: `ocf:heartbeat:IPaddr2`, `IPaddr2`, `fence_ipmilan`."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.pacemaker.agents import Action, Agent, Parameter, agent, names

_ACTIONS_FOR_TOOLS = ("meta-data", "metadata", "validate-all")


def pages(word: str) -> Iterator[str]:
    for name in names():
        parts = name.split(":")
        if word in (name, parts[-1], f"{parts[0]}:{parts[-1]}"):
            provider = parts[1] if len(parts) == 3 else ""
            found = agent(parts[0], provider, parts[-1])
            if found is not None:
                yield "".join(line + "\n" for line in _page(found))


def words() -> Iterator[str]:
    """Everything that can be asked for: types, then whole names."""
    known = list(names())
    yield from dict.fromkeys(name.rpartition(":")[2] for name in known)
    yield from known


def _page(found: Agent) -> Iterator[str]:
    yield found.name
    if found.promotable:
        yield "  can be promoted"
    if found.migratable:
        yield "  can move without a stop (allow-migrate)"
    if found.unfencing:
        yield "  turns nodes on before they may do anything (unfencing)"
    parameters = [p for p in found.parameters.values() if not p.deprecated]
    if parameters:
        yield "  parameters:"
        width = max(len(p.name) for p in parameters)
        yield from (f"    {p.name:{width}}  {_parameter(p)}" for p in parameters)
    old = [p.name for p in found.parameters.values() if p.deprecated]
    if old:
        yield f"  deprecated parameters: {', '.join(old)}"
    actions = [a for a in found.actions if a.name not in _ACTIONS_FOR_TOOLS]
    if actions:
        yield "  actions, with the advised times:"
        yield from (f"    {_action(a)}" for a in actions)
    yield f"  source: meta-data of {found.package}"


def _parameter(found: Parameter) -> str:
    facts = [found.type or "text"]
    if found.words:
        facts = [" | ".join(found.words)]
    if found.required:
        facts.append("required")
    if found.unique:
        facts.append("unique")
    if found.default:
        facts.append("default " + found.default.replace("\n", " "))
    if found.obsoletes:
        facts.append(f"once {found.obsoletes}")
    return ", ".join(facts)


def _action(found: Action) -> str:
    facts = [found.name]
    for name in ("role", "interval", "timeout", "depth"):
        value = getattr(found, name)
        if value and not (name == "depth" and value == "0"):
            facts.append(f"{name} {value}")
    return " ".join(facts)
