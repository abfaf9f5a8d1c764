"""How a table is found on a sheet: its head, its rows, its totals, the lines above it.

Looks at cells and kinds of tables/, not at its readers. finding.py, one floor up, puts the steps together; begin at
headers.py and body.py.
"""
