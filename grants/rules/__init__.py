"""What every room of grants stands on: sentences for what triggers refuse, requests, seals, kept runs of the audit.

Knows no agreement, and a programme by its name alone. Begin at refusals.py and request.py.
"""
