"""What the lesson on channels and filters has of its own."""
