"""One page to take home: a plan's exercises, when to stop, when to get help, boxes for two weeks.

content   a decision → what the page says, or why there is none; pure
parts     each part of the page: written at a place, says where it ends
pdf       that → a PDF: one page, or large print on several
"""
