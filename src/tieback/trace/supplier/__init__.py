"""Sheets as suppliers keep them (orders, invoices, packing lists, bale and production sheets, stock ledgers), as records."""
