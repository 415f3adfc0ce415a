"""The catalogue: procedures, their frozen versions, limits, fees and internal process."""
