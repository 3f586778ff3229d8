"""The cards of Today.

first      the first visit: what this is, one button, an example to look at
bad_day    the plan for today only, while it is bad and there is no plan yet
session    today's session, round by round
mornings   what is said about mornings after session days: saved, taken back, still open
questions  the next morning and the week
standing   where I am, what is missing, what has changed, how it goes
"""
