"""What becomes of a plan's activities: who holds each and when, the year at a glance, and the reports on them.

Looks at the models and the summaries of the room. Begin at views.py; details.py has what is written of an activity.
"""
