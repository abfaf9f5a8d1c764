"""What migration 0005 writes into the database: refusals, counters, and how each database says them.

Frozen with the migrations that import it. A later rule is a later migration, built with `writing`.
"""
