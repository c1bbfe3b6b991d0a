"""What the lesson on the sliding window has of its own."""
