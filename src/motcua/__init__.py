"""Một Cửa: an open-source one-stop shop for administrative procedures in Vietnam."""
