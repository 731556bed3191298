"""The grammar of figures: from annotated sentences to drafts of claims.

Read in this order: `words_*` (what a word does), `items` (a sentence as a row of typed items),
`nouns` with `complements` and `share_nouns` ("its exports to China" as one item), `scan` (the walk
to what governs a number), `reading` (which rule reads which number), then the rules themselves:
`shares`, `change`, `levels` with `dealings`, `ranks`, `counts`, `tariffs`, `arms`. `naming`,
`pairs` and `roles` say whose and with whom, `dates` and `context` say when, `modality` and
`attribution` how far it is asserted.
"""
