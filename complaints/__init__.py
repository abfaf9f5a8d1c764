"""The register of units that take complaints under section 50(5), and the decisions of their lives.

Looks at centres and below; stands beside grants. Begin at models.py.
"""
