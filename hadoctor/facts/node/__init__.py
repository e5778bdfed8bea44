"""The kinds of facts that only a node can tell. The probes make them; rules ask for them."""
