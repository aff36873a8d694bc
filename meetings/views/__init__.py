"""Pages of the joint meeting."""
