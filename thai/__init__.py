"""Thai writing in plain Python: dates and years of the Buddhist era, amounts, numerals, text, lists, order of letters.

Looks at nothing of ours. Begin at dates.py and amounts.py; templatetags/thai.py is how pages use it.
"""
