"""Text to tree: tolerant, every node with its place, nothing of the text lost."""
