"""The office's own Word file with fields of a record in it: what it may hold, checking it, filling it in.

Begin at template.py; rendering.py says why nothing in such a file is ever run.
"""
