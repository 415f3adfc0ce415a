"""Citizens and organisations as the desk knows them."""
