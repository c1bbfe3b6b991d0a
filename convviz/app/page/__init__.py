"""What a page is made of: the frame of a lesson, the player's place, code, downloads, the way to the next page."""
