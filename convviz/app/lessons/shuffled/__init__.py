"""The lesson on shuffled grouped convolution: channels dealt out anew between two grouped layers."""
