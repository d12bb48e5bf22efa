"""Stories: copies of one text folded, reports of one event beside each other, follow-ups apart; all of it undoable."""
