"""What a human does on all nodes, in order: with the names and the commands of this very cluster."""
