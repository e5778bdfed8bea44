"""crm text through the readers into a configuration, for the tests of the assembly."""

from __future__ import annotations

from hadoctor.model.cib.canonical import canonical
from hadoctor.model.crm.assemble import Assembly, assemble
from hadoctor.model.crm.dialect import Dialect
from hadoctor.model.crm.read import read
from hadoctor.model.crm.refusal import Refusal
from hadoctor.source import Source
from hadoctor.syntax.crm import parse
from hadoctor.syntax.element import Element
from hadoctor.target import CRMSHS, PACEMAKERS


def assembled(
    text: str, crmsh: str = "4.4", *, session: bool = False, pacemaker: str = "2.1"
) -> Assembly:
    source = Source("cluster.crm", text.encode())
    dialect = Dialect(CRMSHS[crmsh], session=session)
    loose: list[Element] = []
    for statement in parse(source).statements:
        element = read(statement, dialect)
        assert not isinstance(element, Refusal), element.message
        loose.append(element)
    return assemble(loose, source, dialect, pacemaker=PACEMAKERS[pacemaker])


def section(assembly: Assembly, tag: str) -> str:
    """What is in one section, as canonical text."""
    found = assembly.configuration.first(tag)
    assert found is not None, f"no {tag}"
    return "".join(map(canonical, found.children))


def messages(assembly: Assembly) -> list[str]:
    return [f"{r.stage.value}: {r.at.text}: {r.message}" for r in assembly.refusals]
