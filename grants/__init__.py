"""Money of organisations: what a region may grant, agrees, pays, is told of, and closes a year with; in rooms.

Looks at participation, deciding, centres and below. Begin at docs/how-money-is-held.md and models/__init__.py.
"""
