"""What travels on the wire <-> the values of syncd.core. Pure; no I/O."""
