"""Log a session: a form for what was done.

shown    the plan a form is drawn from: that of the day the session was done
fields   the questions, and what has been answered
saving   from answers to rows on disk
"""
