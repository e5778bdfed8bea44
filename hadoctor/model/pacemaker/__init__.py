"""What Pacemaker makes of a configuration: resources, operations, constraints, options, agents."""
