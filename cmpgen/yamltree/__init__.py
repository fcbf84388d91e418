"""YAML text, or JSON → a tree of texts that know their places: a strict subset, read from libyaml's event stream."""

from cmpgen.yamltree.build import read
from cmpgen.yamltree.fromjson import read_json
from cmpgen.yamltree.tree import Mapping, Node, Plain, Scalar, Sequence, Tree

__all__ = ["Mapping", "Node", "Plain", "Scalar", "Sequence", "Tree", "read", "read_json"]
