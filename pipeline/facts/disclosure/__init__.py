"""Whose budget of which year a document discloses: identity, parts and versions of disclosures, departments."""
