"""The stand-ins of signing, for the tests of this folder."""

from tests.signatures.house import house, simulators, stored

__all__ = ["house", "simulators", "stored"]
