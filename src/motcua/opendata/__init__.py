"""Facts for everybody to count with: written each night, without anybody in them."""
