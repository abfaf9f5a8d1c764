"""Small registers that a region keeps beside its plan: groups of its networks, who was trained, who is getting ready.

Looks at centres and below; a room above asks summaries.py what they add up to. Begin at models/ and life.py.
"""
