"""# SEC004 authkey-in-repository

The key of the cluster lies in a git work tree that does not ignore it.

## Why

Whoever has a copy of the repository can read the traffic of the cluster and take part in it. A commit
that removes the file leaves it in the history: a key that was published has to be replaced on all nodes.
A file that is encrypted (age, sops, ansible-vault, git-crypt, PGP) is none of that. Where patterns or
filters of the repository do not decide the question, it is said as not checked.

## When to ignore it

In a repository that never leaves the host and that only root can read, as etckeeper makes it.

## Bad

```corosync
totem {
    version: 2
}
```

```file authkey
not a real key
```

```file .git/HEAD
ref: refs/heads/main
```

## Good

```corosync
totem {
    version: 2
}
```

```file authkey
not a real key
```

```file .git/HEAD
ref: refs/heads/main
```

```file .gitignore
authkey
```

## Sources

* corosync-keygen(8); gitignore(5)
"""

from hadoctor.facts import Unknown
from hadoctor.facts.kinds import AuthkeyFile
from hadoctor.finding import Applicability, Finding, Fix, Severity, Unchecked
from hadoctor.model.corosync import CorosyncFile
from hadoctor.rule import Findings, rule


@rule("SEC004", severity=Severity.ERROR)
def authkey_in_repository(file: CorosyncFile, authkey: AuthkeyFile | Unknown) -> Findings:
    # The file is asked for so that one without a key beside it counts as looked at.
    if isinstance(authkey, Unknown) or authkey.sealed or not authkey.size:
        return
    if authkey.in_git is None:
        yield Unchecked("whether git takes the key file is not certain", authkey.source.whole)
    elif authkey.in_git:
        yield Finding(
            "the key file lies in a git work tree, and is not ignored there",
            at=authkey.source.whole,
            why="whoever has the repository can read the cluster's traffic and take part in it",
            fix=Fix(
                "ignore it, take it out of the history, make a new key", (), Applicability.GUIDED
            ),
        )
