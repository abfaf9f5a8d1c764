"""How gunicorn serves the portal, on one's own machine (make run) and at an agency (docs/deploy.md)."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
wsgi_app = "config.wsgi"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 120  # seconds; reading a large workbook is the longest request
loglevel = "warning"
# A control socket would be made in the home folder, which a service account need not have.
control_socket_disable = True
