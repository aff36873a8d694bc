"""Forms of the joint meeting; they describe, services save."""
