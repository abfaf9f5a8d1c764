"""Proves that what stands in the database is what people wrote through the portal: seals, histories, triggers, runs.

Knows no money. A room says in a Guarded (guarded.py) what of it is guarded and adds rules of its own; `grants/guard`
does. chain.py seals what was said, portal_user.py holds back the database user of the portal.
"""
