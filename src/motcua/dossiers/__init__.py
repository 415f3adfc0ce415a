"""The trade: lodging, acceptance, receipt, steps, result and return; the ledger."""
