"""Pages on paper: text, lines and figures as a PDF, with nothing but what `pip` installs.

fonts       the two typefaces, and which of them has a letter
writing     a person's own words made safe for paper; lines cut at their width; right-to-left order
sheet       a document of pages: writes, draws, measures, tags
figure      an exercise figure, start and end, as vectors

Lengths are in millimetres from the upper left corner, type sizes in points.
"""
