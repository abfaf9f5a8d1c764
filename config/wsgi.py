"""The portal as gunicorn serves it; production unless DJANGO_SETTINGS_MODULE says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

from thai.words import read_dictionary

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()
# While the process starts, not while the first person whose words meet another's waits for them; commands go without.
read_dictionary()
