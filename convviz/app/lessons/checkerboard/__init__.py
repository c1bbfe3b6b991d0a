"""What the lesson on checkerboard artifacts has of its own."""
