"""How to count: every definition on one layer, and what popular counters make of such layers."""
