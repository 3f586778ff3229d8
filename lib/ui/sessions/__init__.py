"""The sessions that were logged: looked at, corrected, deleted. Each says first what it does.

history     the journal's sessions, newest first, a page at a time (pure)
stored      a saved session as the form shows it, and what differs once it was changed (pure)
state       which session is open, and what a change would do
listed      the list, with deleting and bringing back
given       mornings and weekly answers, newest first, a page at a time (pure)
rows        what both lists share: buttons, the question before deleting, turning pages
answers     their list, with correcting, deleting and bringing back
looked      the day somebody came to look at, from a decision that used it
one_day     all that the log has of that day
correcting  the form of Log a session, filled in
"""
