"""The command line: price a layer or network, draw a lesson, without a browser."""
