"""Official papers of the joint meeting, as data for the layouts of foundation.documents."""
