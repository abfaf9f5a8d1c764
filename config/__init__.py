"""Settings, addresses and the way into the server. Wiring only, no rules.

Looks at every room; nothing imports it. Begin at settings/base.py and urls.py.
"""
