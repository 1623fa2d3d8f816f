"""A Docker companion for Telegram: answers from a knowledge base, offline."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("docker-companion")
except PackageNotFoundError:  # run from a plain copy of the tree, as in the image
    __version__ = "0.1.0"
