"""Rank: why a story matters to one user, as a product of factors, each of which points at words. Nothing is learnt."""
