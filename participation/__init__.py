"""The forms of participation and each region's plan for a year, as the office wrote it and as it was recognised.

Looks at centres and below. Begin at models/plan.py; models/catalogue.py has what the plans choose from.
"""
