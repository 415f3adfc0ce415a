"""The ways a message leaves the house: mail, and companies that carry SMS and Zalo."""
