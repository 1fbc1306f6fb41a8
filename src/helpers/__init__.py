"""Reusable steps from Chinese reports about education to comparable indicators; see README.md for the map."""
