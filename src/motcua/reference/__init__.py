"""Loaders of what we ship: units, agencies, calendar, catalogue, forms and words.

Stands outside the layers of the domains, as the commands do: it fills their tables.
"""
