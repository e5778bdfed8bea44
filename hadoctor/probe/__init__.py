"""Probes: they ask the machine, and change nothing on it. Each gives a typed fact, or Unknown and why."""
