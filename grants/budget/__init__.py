"""What a region may grant in a year and to whom: programme, allocations, the budget table and its figures.

Knows nothing of agreements. Begin at programme.py and allocation.py; summaries.py has every figure.
"""
