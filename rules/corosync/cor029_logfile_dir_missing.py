"""# COR029 logfile-dir-missing

The log file cannot be opened where `logfile` says.

## Why

Corosync opens the log file before anything else, also where `to_logfile` is off, and does not create the
directory. When it cannot open the file, it refuses to start (`Can't open logfile`). A path that ends
with a slash, or is one of the standard directories, names a directory and can never be opened. A path
that does not begin with a slash depends on the directory in which somebody happens to start the daemon.

Whether the directory is there, only the node can tell: without the node this is said to be unchecked,
except for files in `/var/log` itself, which is on every system.

## When to ignore it

A relative path, when corosync is always started from the same directory.

## Bad

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
logging {
    to_logfile: yes
    logfile: /var/log/
}
```

On the node itself it is seen that a directory is missing:

```corosync
logging {
    logfile: /var/log/nowhere/corosync.log
    to_logfile: yes
}
```

```facts
{"ClusterFiles": {"absent": ["/var/log/nowhere"]}}
```

## Good

```corosync
logging {
    logfile: /var/log/nowhere/corosync.log
    to_logfile: yes
}
```

```facts
{"ClusterFiles": {"files": [{"path": "/var/log/nowhere", "kind": "folder", "mode": 493, "owner": "root", "group": "root"}]}}
```

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
logging {
    to_logfile: yes
    logfile: /var/log/corosync/corosync.log
}
```

## Sources

* corosync.conf(5)
* the daemon, `corosync -t`
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import ClusterFiles
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity, Unchecked
from hadoctor.model.blemish import bare
from hadoctor.model.corosync import Corosync
from hadoctor.model.logging import logfiles
from hadoctor.rule import Findings, rule

# Directories of every system on which corosync runs.
_DIRECTORIES = ("/", "/var", "/var/log", "/tmp", "/etc", "/dev", "/run", "/usr", "/var/lib")


@rule("COR029", severity=Severity.ERROR, explains=("RUN001",))
def logfile_dir_missing(corosync: Corosync, files: ClusterFiles | Unknown) -> Findings:
    for entry in logfiles(corosync):
        path = entry.text
        folder = path.rpartition("/")[0]
        if not path or (bare(path).startswith("/") and not path.startswith("/")):
            continue  # COR041; COR020 and COR019
        if path.endswith(("/", "/.", "/..")) or path in (*_DIRECTORIES, ".", ".."):
            yield Finding(
                f"logfile names a directory: '{entry.span.text}'",
                at=entry.span,
                why="corosync cannot write to a directory and refuses to start",
                blocks=Blocks.LOAD,
            )
        elif not path.startswith("/"):
            yield Finding(
                f"logfile is no absolute path: '{entry.span.text}'",
                at=entry.span,
                why="the directory from which corosync is started decides where the file goes",
                severity=Severity.WARNING,
            )
            yield Unchecked("needs the node: whether the file can be written there", entry.span)
        elif isinstance(files, ClusterFiles) and folder in files.absent:
            yield Finding(
                f"the directory of logfile '{entry.span.text}' does not exist on this host",
                at=entry.span,
                why="corosync cannot open its log file and refuses to start",
                blocks=Blocks.LOAD,
                fix=Fix(f"mkdir {folder}", (), Applicability.GUIDED),
            )
        elif isinstance(files, ClusterFiles) and files.get(folder):
            continue
        elif folder != "/var/log":
            why = f"needs the node: whether the directory {folder or '/'} is there"
            yield Unchecked(why, entry.span)
