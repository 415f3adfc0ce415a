"""Backup and restore: the database and every stored file in one encrypted archive.

Knows PostgreSQL, files and the age format, and nothing of the trade.
"""
