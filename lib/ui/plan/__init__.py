"""The parts of the Plan page.

line      one exercise of the plan, with why
change    a line changed: another exercise, other numbers, left out
swaps     which other exercises could do the same job
adding    an exercise beside the rules
phase     another phase by choice, or staying in this one
own       the choices that stand, and taking them back
choosing  who chooses and why, and the saving of it
beside    the gate, when to stop, the week, how sure one is
"""
