"""The words that every room speaks: states, groups, periods, facts, figures, claims, verdicts."""
