"""The cards of Today.

first      the first visit: what this is, one button, an example to look at
session    today's session, round by round
questions  the next morning and the week
standing   where I am, what is missing, what has changed, how it goes
"""
