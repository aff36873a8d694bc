"""Who may do what around the joint meeting, and when. Each raises `Refused` with the sentence beside the greyed button."""
