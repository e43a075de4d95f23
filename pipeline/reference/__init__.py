"""Code lists that the disclosures are read against: regions, classifications, the procurement catalogue."""
