"""Take it along: what can leave the app with the person.

screens   which parts there are and in what order: paper, calendar, link
paper     the choices for a PDF, and the button that makes it

A part is a module with `show(decision, known)`.
"""
