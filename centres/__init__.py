"""Organisations of civil society, the roles they hold and the people tied to them; centres and target networks.

Looks at spreadsheets, people, regions and below. Begin at models/organisation.py, then models/role.py; what a region
keeps beside its plan is in registers/.
"""
