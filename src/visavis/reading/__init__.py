"""From a document to what its sentences say: the words of numbers, dates and actors, then claims.

The reader knows nothing of the data against which its claims will be held.
"""
