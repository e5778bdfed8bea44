"""What was switched on for a while and forgotten: moves, standby, maintenance, stopped resources."""

from hadoctor.facts.node.cluster import ClusterState
from hadoctor.finding import Applicability, Reported, Severity
from hadoctor.fix import apply
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of import cib_elements
from hadoctor.repair.of.transition import busy, outlook
from hadoctor.repair.step import Disruption, Protocol, Run

LIVE = "cibadmin"
"""What the name of the source of the live CIB begins with; the one on disk is not asked for repairs."""
MOST = 8
"""So many changes are told to be done by hand: each is tried by the scheduler."""
LARGE = 512 * 1024
"""Bytes of a CIB for which the scheduler takes too long to be asked for what is not done anyway."""
MEANT = "somebody may have meant it so"
SWITCHES = ("PCM004", "PCM005", "RES022")
FAMILIES = ("PCM", "CON", "RES", "OPS", "FEN", "RUN006", "RUN008")
SAME = "nothing moves, nothing starts or stops"


@repairs("CON002", *FAMILIES)
def moved(need: Need, cluster: ClusterState) -> Repairs:
    for one in need.found:
        if one.code == "CON002":
            yield from changed(need, one, cluster, Disruption.NONE)


@repairs(*SWITCHES, *FAMILIES)
def switched(need: Need, cluster: ClusterState) -> Repairs:
    """Never by --yes alone."""
    for one in need.found:
        if one.code in SWITCHES:
            yield from changed(need, one, cluster, Disruption.RESTART, MEANT)


def changed(
    need: Need, one: Reported, cluster: ClusterState, least: Disruption, risk: str = ""
) -> Repairs:
    """The fix of a finding, made to the live CIB."""
    steps, after = _steps(one)
    if not steps:
        return
    source = one.finding.at.source
    expected = busy(need.world, cluster) or outlook(source.data, after)
    if isinstance(expected, str):
        yield _by_hand(need, one, expected, steps[0])
        return
    meant = one.finding.message.split("'")[1::2] if one.code == "RES022" else ()
    wrong = _wrong(need, one, expected.touched.union(meant))
    if expected.disruption is Disruption.FENCE_RISK:
        yield _by_hand(need, one, f"it would {expected.lines[0]}", steps[0])
    elif wrong is not None:
        why = f"another fault comes first: {wrong.code} {wrong.finding.message}"
        yield _by_hand(need, one, why, steps[0])
    else:
        yield need.repair(
            f"{one.finding.fix.title if one.finding.fix else ''} ({_subject(one)})",
            *steps,
            cures=(one,),
            disruption=max(least, expected.disruption),
            preview=expected.lines or (SAME,),
            risk=risk,
            settle=20.0,
        )


def _steps(one: Reported) -> tuple[tuple[Run, ...], bytes]:
    """For a fix of the live CIB, and the CIB with it."""
    made, source = one.finding.fix, one.finding.at.source
    if made is None or not made.edits or not source.name.startswith(LIVE):
        return (), b""
    after = apply(source.data, list(made.edits))
    return cib_elements.steps(source.data, after), after


def _wrong(need: Need, one: Reported, resources: frozenset[str]) -> Reported | None:
    """An error of a resource that would be started or moved: it would fail, and could be fenced for."""
    for other in need.found:
        about = any(f"'{name}'" in other.finding.message for name in resources)
        if about and other != one and other.severity is Severity.ERROR:
            return other
    return None


@repairs(*FAMILIES)
def same_meaning(need: Need, cluster: ClusterState) -> Repairs:
    """Those of `check --fix`, where the scheduler agrees that nothing comes of it."""
    for one in need.found:
        made = one.finding.fix
        if made is not None and made.applicability is Applicability.SAFE:
            for step in changed(need, one, cluster, Disruption.NONE):
                if not isinstance(step, Protocol) and step.disruption is Disruption.NONE:
                    yield step


@repairs(*FAMILIES)
def other_meaning(need: Need, cluster: ClusterState) -> Repairs:
    """What changes what the cluster does has to be wanted."""
    told = 0
    for one in need.found:
        made = one.finding.fix
        unsafe = made is not None and made.applicability is Applicability.UNSAFE
        known = one.code in ("CON002", *SWITCHES) or one.severity < Severity.WARNING
        steps, after = _steps(one) if unsafe and not known and told < MOST else ((), b"")
        if steps:
            told += 1
            before = one.finding.at.source.data
            lines: tuple[str, ...] = ()
            if len(before) < LARGE:
                expected = outlook(before, after)
                lines = (expected,) if isinstance(expected, str) else expected.lines or (SAME,)
            yield _by_hand(need, one, "it changes what the cluster does", steps[0], lines)


def _subject(one: Reported) -> str:
    """The words in quotes of the finding's message: what it is about."""
    words = one.finding.message.split("'")
    return words[1] if len(words) > 2 else one.finding.message


def _by_hand(
    need: Need, one: Reported, why: str, patch: Run, expected: tuple[str, ...] = ()
) -> Protocol:
    there, back = cib_elements.shown(patch)
    title = one.finding.fix.title if one.finding.fix else one.finding.message
    return need.protocol(
        f"{title} ({_subject(one)})",
        why,
        *(("the scheduler expects:", *(f"  {line}" for line in expected)) if expected else ()),
        "when the cluster is sound and at rest:",
        "$ crm_mon --one-shot --inactive",
        "$ crm_simulate --live-check --simulate    # nothing is about to happen",
        f"$ {there}",
        "to take it back:",
        f"$ {back}",
        cures=(one,),
    )
