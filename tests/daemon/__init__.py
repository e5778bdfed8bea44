"""The real corosync as an oracle for tests: what does the daemon itself do with a file?

* `oracle.Oracle` gives files to `corosync -t` and really starts the daemon with them, in namespaces
  of its own; `pool.Pool` does that with several at once.
* `addresses` reads from a file which addresses its host must own.
* `available` says whether this machine can do any of that; `fixtures` offers it all to pytest.
* `inside` is the program that runs within the namespaces, `output` reads what the daemon prints.

The conditions are those under which the verdicts of the corpus were recorded (see its README):
`test_oracle` proves this by recording them again.
"""
