"""Where people work on agreements: the agreement's page, what waits for a decision, what is due.

Looks down at every room of money. Begin at waiting/, due_list.py and agreement_page.py.
"""
