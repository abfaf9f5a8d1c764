"""What an organisation did with an instalment: report, form ง.1, evidence, and what it has left.

Looks down at agreements. Begin at report.py; money.py says what is left.
"""
