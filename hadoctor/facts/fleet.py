"""What only several files together can tell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from hadoctor.model.clusters import Cluster, clusters
from hadoctor.model.corosync import Corosync


class Fleet:
    """All the configurations of one run, in order, and the clusters that they make. It is there when
    a run has two or more; a rule that asks for it then runs once more, at the end."""

    ABSENT = "there is one file only"

    def __init__(self, files: Iterable[Corosync]) -> None:
        self.files = tuple(files)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        return clusters(self.files)
