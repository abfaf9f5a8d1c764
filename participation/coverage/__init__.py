"""What the plans of a year cover and what they leave out: a grid of two dimensions, narrowed by the others.

Begin at grid.py; the figures are of participation/summaries.py.
"""
