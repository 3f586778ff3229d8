"""Two versions of `data/` → for which answers the first plan differs, with an example of each.

edits     what has changed, one edit at a time, and each of them alone on the old version
both      the answers of two questionnaires as one set of variables
outcome   everything a first check-in shows, as bits that can be laid beside another version's
search    which of many answer sets an edit reaches, and the plainest of them; z3 where none is found
truths    the facts for which a changed condition says something else
told      the same in words
"""
