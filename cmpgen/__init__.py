"""cmpgen compiles an election kept as YAML into a static site where voters compare their views with candidates'."""

__version__ = "0.1.0"
