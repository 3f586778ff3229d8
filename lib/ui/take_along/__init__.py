"""Take it along: what can leave the app with the person.

screens   which parts there are and in what order: paper, calendar, link
paper     the choices for a PDF, and the button that makes it
gather    what pages on paper need: help, figures, decisions in words, the usual size of paper
calendar  days, times and an alarm, and the file for a calendar
link      what a link reveals, the link, and the same as a code to scan

A part is a module with `show`.
"""
