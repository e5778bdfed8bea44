"""The crm shell's language: statements to elements, and elements to the shell's own dump."""
