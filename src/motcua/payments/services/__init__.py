"""Everything that changes orders, money and receipts."""
