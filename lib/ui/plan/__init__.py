"""The parts of the Plan page.

line    one exercise of the plan, with why
swaps   which other exercises could do the same job
beside  the gate, staying in a phase, when to stop, the week, how sure one is
"""
