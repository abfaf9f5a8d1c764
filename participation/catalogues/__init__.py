"""The catalogues that plans choose from, as pages: what each holds, since when and until when, and where it is used.

Whoever may change an entry changes it in the admin, which leads back here. Begin at kinds.py.
"""
