"""Stand-ins for what is not ours: real servers on loopback that also misbehave.

They know nothing of ``motcua`` and import nothing of it: what both sides must agree on is
written twice, once here and once there, as it is between strangers.
"""
