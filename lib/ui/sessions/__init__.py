"""The sessions that were logged: looked at, corrected, deleted. Each says first what it does.

history     the journal's sessions, newest first, a page at a time (pure)
stored      a saved session as the form shows it, and what differs once it was changed (pure)
state       which session is open, and what a change would do
listed      the list, with deleting and bringing back
correcting  the form of Log a session, filled in
"""
