"""The real crm shell as an oracle for tests: what does crmsh itself do with a file?

* `oracle.Shell` gives crm text to the shell, which loads it into an empty CIB, or a CIB, which it
  prints; `available` says whether this machine can do that, `fixtures` offers it to pytest.
* `driver` is the program that runs crmsh's modules, under the system's Python, one input after
  another: the shell itself needs most of a second for a file, the driver a hundredth.
* `generate` writes statements and files of every kind, `mutate` spoils them.

The verdict is that of `crm -F configure load update FILE` on an empty CIB, under the conditions in
which the verdicts of the corpus were recorded: `test_oracle` proves this by recording them again.
"""
