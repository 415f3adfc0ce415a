"""For those who watch the machines: is it alive, is it ready, and how it goes."""
