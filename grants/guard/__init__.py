"""Proves over the whole database that the rules of money hold, from the rows alone.

Begin at audit.py; `manage.py audit_money` runs it.
"""
