"""Data sets S and L: invented, seeded, the same shape at every size."""
