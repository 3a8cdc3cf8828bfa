"""Suppliers: what each region's API knows, in the words of the core."""
