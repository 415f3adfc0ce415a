"""Charts as they are drawn on the server: from numbers to places on a sheet. Pure.

Nothing here knows of a request or of the database. ``macros/charts.html`` turns what these
modules return into SVG with a title, a description and a table beside it. What a colour says,
a letter, a pattern of strokes or a number says too: a page is printed in black and white.
"""
