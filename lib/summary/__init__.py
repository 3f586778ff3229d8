"""One page the other way: what a person takes to an appointment.

content   a decision → what was answered, planned, done and decided, in words; pure
weeks     the pain of weeks with one's own range, as a small chart
pdf       that → a PDF
"""
