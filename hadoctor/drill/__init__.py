"""The failover drill: a node of a running cluster is on standby for a while, and what comes of it is seen."""
