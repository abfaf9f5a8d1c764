"""Organisations of civil society, the roles they hold and the people tied to them; centres and target networks.

Looks at spreadsheets, people, regions and below. Begin at models/organisation.py, then models/role.py.
"""
