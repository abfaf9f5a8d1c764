"""The life of a plan through its year: made, handed in, decided on, frozen, amended, compared, closed.

Looks at models and summaries. Begin at deciding.py; paper.py is a plan as it stands on paper, live or frozen.
"""
