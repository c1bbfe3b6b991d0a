"""Parameters of a page: their values in the address, their rules, their controls."""
