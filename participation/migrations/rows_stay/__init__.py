"""What migration 0007 writes into the database: rows that neither change nor go. Frozen with it."""
