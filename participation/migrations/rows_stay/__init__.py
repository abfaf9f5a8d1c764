"""What migrations 0007 and 0015 write into the database: rows that neither change nor go. Frozen with them."""
