"""How do we show it? Findings and originals to a sealed dossier, and the verifier."""
