"""The sample disclosures of data/raw: figures kept as data, and the writers that print them in the text dialects.

`disclosures/*.toml` holds one disclosure each (figures, codes, names, prose), `forms.toml` the printed headers and
standing labels, `statements` and `wide_statements` lay figures out as tables, `word_text` and `ocr_text` print them.
Nothing here is imported by the pipeline, and nothing here imports it.
"""
