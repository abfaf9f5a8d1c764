"""Records that several people edit: versions, who and why, forms and admin bases that lose nobody's work.

Knows nothing of regions, people or money. Begin at versions.py, then forms.py and admin.py.
"""
