"""Words of the joint meeting, one module per noun."""
