"""One page to take home: a plan's exercises, when to stop, when to get help, boxes for two weeks.

content   a decision → what the page says, or why there is none; pure
pdf       that → a PDF
"""
