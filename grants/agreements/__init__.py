"""What was agreed with an organisation: agreement, instalments, ledger, amendments and the paper itself.

Looks down at budget. Begin at agreement.py.
"""
