"""The lessons' common furniture: state in the address bar, controls, the frame of a lesson, sentences and formulas."""
