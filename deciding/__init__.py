"""What one person asks for or does and another decides on, whatever it is about: requests, the queue of what waits,
and what is due.

Looks at people and below. Begin at request.py and waiting.py; door.py is the one address at which requests are decided,
queue.py the page of everything that waits for a person, due.py the base of lists of what is due. The rooms above make
their kinds known when they are ready.
"""
