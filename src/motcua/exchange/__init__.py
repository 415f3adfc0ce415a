"""Other systems: who they are, what they may do here, and what they have done."""
