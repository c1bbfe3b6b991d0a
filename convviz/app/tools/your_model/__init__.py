"""The page on a layer or a model of one's own: pasted as text, read without being run, and priced."""
