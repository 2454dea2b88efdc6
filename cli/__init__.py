"""The command line `canvass`: a thin file per command."""
