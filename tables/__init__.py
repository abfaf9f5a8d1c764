"""From the bytes of an office's file to clean rows, with every fault named by cell; and back into files.

Looks at thai only, and never at a database. Begin at kinds.py (what a kind of table is), reading.py (bytes to cells;
child.py does it apart from the portal), finding.py (cells to rows) and writing.py (rows to .xlsx and .csv).
"""
