"""What was switched on for a while and forgotten: moves, standby, maintenance, stopped resources."""

from hadoctor.facts.node.cluster import ClusterState
from hadoctor.finding import Applicability, Reported
from hadoctor.fix import apply
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of import cib_elements
from hadoctor.repair.of.transition import busy, outlook
from hadoctor.repair.step import Disruption, Protocol, Run

LIVE = "cibadmin"
"""What the name of the source of the live CIB begins with; the one on disk is not asked for repairs."""
MEANT = "somebody may have meant it so"
SAME = "nothing moves, nothing starts or stops"


@repairs("CON002")
def moved(need: Need, cluster: ClusterState) -> Repairs:
    for one in need.found:
        yield from changed(need, one, cluster, Disruption.NONE)


@repairs("PCM004", "PCM005", "RES022")
def switched(need: Need, cluster: ClusterState) -> Repairs:
    """Never by --yes alone."""
    for one in need.found:
        yield from changed(need, one, cluster, Disruption.RESTART, MEANT)


def changed(
    need: Need, one: Reported, cluster: ClusterState, least: Disruption, risk: str = ""
) -> Repairs:
    """The fix of a finding, made to the live CIB."""
    fix, source = one.finding.fix, one.finding.at.source
    if fix is None or not fix.edits or not source.name.startswith(LIVE):
        return
    after = apply(source.data, list(fix.edits))
    steps = cib_elements.steps(source.data, after)
    if not steps:
        return
    expected = busy(need.world, cluster) or outlook(source.data, after)
    if isinstance(expected, str):
        yield _by_hand(need, one, expected, steps[1])
    elif expected.disruption is Disruption.FENCE_RISK:
        yield _by_hand(need, one, f"it would {expected.lines[0]}", steps[1])
    else:
        yield need.repair(
            f"{fix.title} ({_subject(one)})",
            *steps,
            cures=(one,),
            disruption=max(least, expected.disruption),
            preview=expected.lines or (SAME,),
            risk=risk,
            settle=20.0,
        )


def safe(one: Reported) -> bool:
    """Whether the fix of a finding leaves what the cluster does."""
    fix = one.finding.fix
    return fix is not None and fix.applicability is Applicability.SAFE


@repairs("PCM", "CON", "RES", "OPS", "FEN")
def same_meaning(need: Need, cluster: ClusterState) -> Repairs:
    """Those of `check --fix`, where the scheduler agrees that nothing comes of it."""
    for one in need.found:
        if safe(one):
            for made in changed(need, one, cluster, Disruption.NONE):
                if not isinstance(made, Protocol) and made.disruption is Disruption.NONE:
                    yield made


def _subject(one: Reported) -> str:
    """The words in quotes of the finding's message: what it is about."""
    words = one.finding.message.split("'")
    return words[1] if len(words) > 2 else one.finding.message


def _by_hand(need: Need, one: Reported, why: str, patch: Run) -> Protocol:
    there, back = cib_elements.shown(patch)
    title = one.finding.fix.title if one.finding.fix else one.finding.message
    return need.protocol(
        f"{title} ({_subject(one)})",
        why,
        "when the cluster is sound and at rest:",
        "$ crm_mon --one-shot --inactive",
        "$ crm_simulate --live-check --simulate    # nothing is about to happen",
        f"$ {there}",
        "to take it back:",
        f"$ {back}",
        cures=(one,),
    )
