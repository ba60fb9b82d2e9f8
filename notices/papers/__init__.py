"""The one door to WeasyPrint: what leaves the house as PDF, laid out to GB/T 9704-2012.

`content` is the pure model of a paper, `html` writes it as HTML, `printing` has it printed by worker
processes. Nothing is imported here: a worker process imports `notices.papers.press` and must not
load Django for it.
"""
