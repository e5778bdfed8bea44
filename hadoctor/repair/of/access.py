"""Who may read the key of the cluster, and who may put another in its place."""

from collections.abc import Iterator

from hadoctor.facts.node.files import Authkey, FileState
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.step import Access, SetAccess

KEY = Access(0o400)
"""What corosync-keygen(8) makes."""
FOLDER = Access(0o755)


@repairs("SEC003")
def key_access(need: Need, key: Authkey) -> Repairs:
    steps = list(_access(key.file, KEY))
    if key.folder is not None and (key.folder.owner != "root" or key.folder.mode & 0o002):
        steps += _access(key.folder, FOLDER)
    yield need.repair(f"give {key.file.path} to root alone", *steps)


def _access(state: FileState, wanted: Access) -> Iterator[SetAccess]:
    before = Access(state.mode, state.owner, state.group)
    if before != wanted:
        yield SetAccess(state.path, before, wanted)
