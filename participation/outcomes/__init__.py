"""Outcomes that are measured: indicators, their values, and what is counted from the records of any room.

Looks at the models of the room. Begin at progress.py; a room above adds what it counts in measures.py.
"""
