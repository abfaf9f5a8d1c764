"""What one person asks for and another decides on, whatever it is about: requests, what waits, what is due.

Looks at people and below. Begin at models.py, what a step rests on,
request.py and waiting.py; door.py is the one address at which requests are decided.
The rooms above make their kinds known when they are ready.
"""
