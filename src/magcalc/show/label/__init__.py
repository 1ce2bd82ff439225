"""A checked label: as a record for machines, and as a compiler shows its findings."""
