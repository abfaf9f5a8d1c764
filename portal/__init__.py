"""Home by role, sign-in, the site of the admin, and the demonstration: pages that span the rooms.

Looks at every room; no room looks back. Begin at views.py, duties.py and navigation.py; rules live in the rooms.
"""
