"""Cars that the supplier charges: their nights, plans, boosts and bills."""
