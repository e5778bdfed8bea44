"""# COR037 path-too-long

The names of the sections and of the key together are longer than corosync can store.

## Why

Corosync stores every key under its path, the names of all sections around it included. The path may have
254 characters; for a longer one the file is refused (`New key makes total cmap path too long`, `Start of
section makes total cmap path too long`). Real keys are far from that: mostly a line of text with a colon
in it, or of another file, has got into this one.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
totem {
    version: 2
    this_is_a_remark_that_somebody_wrote_without_a_sign_for_a_comment_and_without_any_blanks_and_that_goes_on_and_on_until_it_is_longer_than_all_the_names_which_corosync_can_store_in_its_map_of_keys_and_values_so_that_the_daemon_refuses_to_read_the_file_any_further: 1
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* the daemon, `corosync -t`
"""

from hadoctor.finding import Blocks, Finding, Severity
from hadoctor.model.cmap import PATH_MAX, FaultKind
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("COR037", severity=Severity.ERROR)
def path_too_long(corosync: CorosyncFile) -> Findings:
    faults = [f for f in corosync.cmap.faults if f.kind is FaultKind.PATH_TOO_LONG]
    if faults:
        what = "key" if faults[0].pair else "section"
        yield Finding(
            f"the path of this {what} has {len(faults[0].path)} characters, {PATH_MAX - 1} is the most",
            at=faults[0].at,
            notes=also([f.at for f in faults], "and this one"),
            why="corosync refuses the whole file for it",
            blocks=Blocks.LOAD,
        )
