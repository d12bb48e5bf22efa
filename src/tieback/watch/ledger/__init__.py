"""The ledger: who stands for a claim, who against it, from how many independent origins, and what facts say of its dates."""
