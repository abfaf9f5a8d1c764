"""What migration 0004 writes into the database: a closed meeting does not change but by a correction. Frozen with it."""
