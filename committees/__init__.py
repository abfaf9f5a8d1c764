"""The region's committees: who sits on them, when they meet, what is on the agenda and what they decided.

Looks at grants, complaints, participation and below; portal stands above. Begin at models/committee.py and life.py.
"""
