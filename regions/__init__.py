"""The 13 regions with their provinces and districts, and the walls between them.

Looks at editing and below. Begin at models.py (who may see and staff which region) and regional_admin.py (the admin
that stops at the walls); places.py reads a province or district out of a name.
"""
