"""User stories in a real browser. A package, so that what its fixtures start also ends with its last test."""
