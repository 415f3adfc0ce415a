"""What a model has changed: measured against units that have not adopted it. Plain Python."""
