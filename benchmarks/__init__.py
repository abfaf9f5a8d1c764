"""How fast imports and pages are beside their peers, measured in one run: `make bench` begins at __main__.py."""
