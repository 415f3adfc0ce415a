"""The tests: the same tree as the package, plus rules of the house and journeys."""
