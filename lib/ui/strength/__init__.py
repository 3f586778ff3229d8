"""Strength: timed tests that people do themselves, what came of them, and how it changes.

state      which test is open, pain just now, what was saved a moment ago
results    results in the journal: read, saved once, how long to rest
overview   the four sides, the tests for now, those not for now with the reasons
one_test   one test: how it goes, when to stop, the stopwatch, typed times
first_holds   the holds of the first sessions, on Today, Plan and here
found      what such a hold has shown and what the plan makes of it
outcome    one test's results: beside a published group, over time
reminder   the quiet line elsewhere that a test is worth doing again
"""
