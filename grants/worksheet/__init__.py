"""The programme as one table that the region's staff edit in place: amounts, tiers, states, what is due.

Looks down at budget, agreements and reports. Begin at worksheet.py.
"""
