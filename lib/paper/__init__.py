"""Pages on paper: text, lines and figures as a PDF, with nothing but what `pip` installs.

fonts       the two typefaces, and which of them has a letter
writing     a person's own words made safe for paper; lines cut at their width; right-to-left order
sheet       a document of pages: writes, draws, measures, tags
flow        parts below each other, on as many pages as they take
type_sizes  the usual sizes, and those of large print
figure      an exercise figure, start and end, as vectors
qr          a code's squares

Lengths are in millimetres from the upper left corner, type sizes in points.
"""
