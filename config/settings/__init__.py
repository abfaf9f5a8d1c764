"""Settings by place: base.py for all, local.py for a desk, test.py for the tests, production.py for a server."""
