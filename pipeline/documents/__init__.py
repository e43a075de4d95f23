"""Bytes to :class:`~pipeline.documents.model.Document`: one reader per format, no knowledge of budgets."""
