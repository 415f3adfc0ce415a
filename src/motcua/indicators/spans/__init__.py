"""What each day, month and year adds to the columns: kept with the facts, read by public pages."""
