"""The model of the firewall: against recorded rule sets, and against the kernel itself."""
