"""Persons across the ledger, stored: who is whom, without a look at every article.

The tables hold what `edits.people` works out in memory, and are renewed with what was read, edited or decided since.
"""
