"""The verdict: would this cluster survive the loss of a node? Pacemaker's own scheduler answers.

* `clusters` judges every configuration of a run; `survive` one of them.
* `start` writes the CIB from which it begins: all nodes online, nothing failed; `lean` leaves out what
  only takes time.
* `simulate` runs crm_simulate on it; `state` reads what that prints.
* `quorum` and `fencing` say what the scheduler cannot know: whether the rest has the votes to go on, and
  whether a lost node can be fenced at all.
* `moves` tells two states apart, `reasons` says why a resource is down.
* `types` is the verdict itself.
"""
