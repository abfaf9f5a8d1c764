"""Where the money is: from the ceiling to what came back, by year, region, province and network, and as open data.

Looks down at budget, agreements, payments and reports; changes nothing. Begin at flow.py.
"""
