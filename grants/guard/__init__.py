"""Proves over the whole database that the rules of money hold, from the rows alone.

Begin at audit.py, which `manage.py audit_money` runs; what can be proved of every room is in `editing/proof`.
"""
