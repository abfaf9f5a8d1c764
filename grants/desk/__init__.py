"""Where people work on agreements: the agreement's page, what of it waits for a decision, what is due.

Looks down at every room of money. Begin at due_list.py and agreement_page.py.
"""
