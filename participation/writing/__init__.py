"""Writing a plan on its own page: each thing a person does to an item or a line, in one transaction of its own.

Looks at the models and the summaries of participation. Begin at acts.py, the one list of what can be done; items.py
and lines.py do it, cells.py keeps the marks and the order of a cell, answers.py says what the page is told.
"""
