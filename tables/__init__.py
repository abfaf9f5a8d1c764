"""From the bytes of an office's file to clean rows, with every fault named by cell.

Knows no Django model; child.py runs apart from the portal. Begin at reading.py (bytes to cells), then finding.py
(cells to a table); kinds.py says what a kind of table is.
"""
