"""Addresses of the money pages, one file for each group of people who use them (config/urls.py includes them)."""
