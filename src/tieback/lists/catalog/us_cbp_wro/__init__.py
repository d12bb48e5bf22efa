"""Withhold-release orders and findings of US Customs and Border Protection (19 USC 1307)."""
