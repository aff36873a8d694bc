"""The demo story: one district, one year, replayed through the services by the clock.

Nothing here writes past a service: every act is done by the right person at its moment, so that states, audit log,
notices and chain are those of real work. Everybody is invented and marked （演示）.
"""
