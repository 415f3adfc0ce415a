"""The stand-ins for other systems, asked over HTTP."""
