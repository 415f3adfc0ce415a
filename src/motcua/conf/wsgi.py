"""The web application as a WSGI server sees it."""

import os

from django.core.wsgi import get_wsgi_application

from motcua.conf import telemetry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")

application = get_wsgi_application()
telemetry.begin("web")
