"""The screens: tunnels, ladder, message and finding in a full terminal, over an analysis that may be replaced."""
