"""Made-up dossiers by the hundred thousand, to measure the product with. Nothing to look at."""
