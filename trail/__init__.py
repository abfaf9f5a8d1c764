"""The trail: who signed in, took a file out, read what is about people, or was refused; and the seals over all of it.

Looks at people and below. Begin at models.py and noting.py; sealing.py chains what every append-only table holds, the
histories of all rooms too (docs/decisions/a-trail-that-is-evidence.md).
"""
