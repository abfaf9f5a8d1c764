"""The end of a year: what was not spent, what is said about it, and closing.

Looks down at reports. Begin at account.py.
"""
