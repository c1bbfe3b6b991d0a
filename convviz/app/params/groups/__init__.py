"""Parameters that several lessons share: input, kernel, stride and dilation, padding, view."""
