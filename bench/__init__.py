"""How fast the portal is and what it costs: generated data, measurements, the report. Nothing here runs in production."""
