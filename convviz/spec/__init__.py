"""What a layer, a block and a network are: integers and tuples, no arrays."""
