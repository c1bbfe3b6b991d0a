"""One layer, every way: the price of every block that turns one shape into another."""
