"""Money on its way: lists for finance, payments, what was taken back, what came back.

Looks down at reports. Begin at returns.py and corrections.py.
"""
