"""Index 766 counted, published, closed month by month, and counted again by anybody."""
