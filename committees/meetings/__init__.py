"""What is done to a meeting, and its pages. One file for each thing: preparing, attending, deciding, closing.

Looks at the models and the life of the room. Begin at preparing.py.
"""
