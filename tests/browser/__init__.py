"""Tests of the cards in a browser."""
