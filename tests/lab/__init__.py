"""The lab: whole clusters on one machine, with the real daemons, to test against.

* `fixtures` offers it to pytest; `available` says whether this machine can do it.
* `cluster` starts a cluster as a `plan` describes it; `node` is a member of it, `switch` the network
  between the members, `soundness` the lab's own opinion of a cluster's health, `fingerprint` what
  must not change behind an administrator's back.
* `supervisor` is the process that a cluster lives and dies with: the first of its own namespaces,
  in which every node (`machine`, `boot`, `contents`) has namespaces of its own.
* `python -m tests.lab` is the lab by hand.

Nothing of it touches the machine: each node writes to an overlay in memory, packets stay in network
namespaces, and what could harm (the clock, modules, raw devices, realtime priority) is dropped from
the capabilities of everything that runs in a node.
"""
