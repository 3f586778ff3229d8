"""The rules as logic: what holds for every possible answer is proved, not sampled.

    circuit     a small language of yes/no and whole numbers, and its reader for arrays
    logic       the same circuit as read by z3
    answers     the questionnaire as variables, unanswered included; sample answers; back to raw answers
    conditions  conditions as pairs of bits: fires, quiet
    steps       the steps of a first check-in, from `Knowledge` to one circuit
    plans       the part of them that fills the slots of a plan
    agree       the circuit beside the steps that the app runs, on many answers
    demands     what must come out, written by hand a second time (`demands.yaml`)
    claims      what a sentence is made of, and the world it is about
    properties  sentences about all answers, each proved or refuted
    harder      sentences about what comes first, and what comes for what goes
    log_facts   the facts of a log as variables, unknown included
    days        one day of a course, from `Knowledge` to a circuit
    day_agree   that circuit beside the course, on drawn days
    log_properties  sentences about every day of every course
    ways_up     every gate can be met: somebody of each kind lives up to the last phase
    mutants     rules deleted or weakened one at a time: the sentences have to break
    examples    the example people's answers
    simplest    answers that show something, as like an example person's as they can be
    work        what a run consists of, in pieces that several processes share
    told        what a run found, in words for a terminal
    record      what a run found, as `report.json` for the app and as the table of docs/proof.md
    run         what `python -m lib prove` does

z3 is a library for development: the app runs without it, and nothing here is imported by a page.
"""
