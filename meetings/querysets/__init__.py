"""Reading topics, opinions, meetings and agendas: every query of a view starts at `visible_to`."""
