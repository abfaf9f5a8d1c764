"""What migrations 0007, 0015 and 0018 write into the database: rows that neither change nor go, plans by their decisions. Frozen with them."""
