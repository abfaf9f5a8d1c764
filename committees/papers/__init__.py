"""The papers of a committee: drawn from the live plan and budget, and frozen when they are issued.

Begin at drawing.py, which says what stands on one; issuing.py freezes it.
"""
