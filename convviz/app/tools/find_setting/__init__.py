"""Find the setting: questions about sizes, answered backwards."""
