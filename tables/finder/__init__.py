"""How a table is found on a sheet: its head, its body, its totals, its titles. finding.py puts the steps together."""
