"""Tables without vertical lines: columns, header and rows as where words stand tells them."""
