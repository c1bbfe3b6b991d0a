"""The command line: a layer or network priced, a lesson drawn, without a browser."""
