"""The grammar of figures: from annotated sentences to drafts of claims.

Read in this order: `words_*` (what a word does), `items` (a sentence as a row of typed items),
`nouns` ("its exports to China" as one item), `scan` (which rule reads which number), then the
rules themselves: `shares`, `change`, `levels`, `ranks`. `roles` says whose and with whom,
`context` says when, `modality` and `attribution` say how far it is asserted.
"""
