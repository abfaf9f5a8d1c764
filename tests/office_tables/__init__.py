"""Office tables as they come, each with what it is and what the import has to answer.

Written from the specification of the import alone, without looking at the engine, so that the two
can disagree.
"""
