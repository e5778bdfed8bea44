"""What a command said, or in its own words why it said nothing."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.probe.world import LIMIT, Ran, World


def ask(
    world: World, *command: str, limit: float = LIMIT, codes: tuple[int, ...] = (0,)
) -> Ran | Unknown:
    """`codes`: the exit codes with an answer."""
    ran = world.run(*command, limit=limit)
    if isinstance(ran, Unknown) or ran.code in codes:
        return ran
    said = (ran.err.strip() or ran.out.strip()).splitlines()
    why = said[-1].strip() if said and not said[-1].startswith("<") else f"exit code {ran.code}"
    rights = "" if world.root else " (not asked as root)"
    return Unknown(f"{' '.join(command)}: {why}{rights}")
