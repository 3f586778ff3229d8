"""The For therapists page: a believable case, time passing, and the same person answering otherwise.

kinds         what the people are found by (pure)
finder        the people as cards
weeks         the slider over the weeks, and playing them
that_day      plan, phase, gates, decisions and charts as they were
other_answers the questions with this person's answers, to be changed freely
changed       what that does to answers and plan, in words (pure)
"""
