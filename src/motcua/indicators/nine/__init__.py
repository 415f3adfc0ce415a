"""The nine indices of Circular 01/2018: how they are scored. Pure, and off unless switched on."""
