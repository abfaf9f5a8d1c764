"""Proves over the whole database that the rules of money hold, from the rows alone.

Begin at audit.py, which `manage.py audit_money` runs; portal_user.py holds back the database user of the portal.
"""
