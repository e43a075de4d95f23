"""Tables without vertical lines: columns, header and rows as where words stand tells them.

``unruled`` goes from page to page; what of a table stands on each is a part of it (``parts``), and ``joining`` says
which rows go on with the table before.

Which lines of a body are one row is told by the surest evidence there is: lines drawn over the width
(``row_groups.bands_of``), else codes and amounts on lines that take turns (``two_heights``), texts that are nearer to
each other than rows (``row_groups.grouped_rows``), and where rows are as near as lines, what the lines print
(``tight``). All of them ask ``wraps`` whether a text goes on in the line below. Two other questions are not this one:
``runs`` asks before, when no column is known, which lines are of a table at all, and ``page/seam`` after, whether a
page break cuts a row.
"""
