"""How gunicorn serves the portal, on one's own machine (make run) and at an agency (docs/deploy.md)."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
wsgi_app = "config.wsgi"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 120  # seconds; reading a large workbook is the longest request
loglevel = "warning"
PRODUCTION = "config.settings.production"
is_production = os.environ.get("DJANGO_SETTINGS_MODULE", PRODUCTION) == PRODUCTION
if os.environ.get("LOG_FORMAT", "json" if is_production else "plain") == "json":  # as what the portal says
    logconfig_dict = {
        "formatters": {"json": {"()": "portal.logs.JsonLines"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {"gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
    }
# A control socket would be made in the home folder, which a service account need not have.
control_socket_disable = True
