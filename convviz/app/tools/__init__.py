"""Pages that answer a question without a player: costs, settings, networks, one's own model, counting."""
