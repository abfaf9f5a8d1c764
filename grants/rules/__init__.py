"""What every room of grants stands on: baht as whole satang, sentences for refusals, splitting a sum.

Knows no agreement and no programme. Begin at fields.py.
"""
