"""Every page, without a browser."""
