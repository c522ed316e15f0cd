"""Where any WSGI server starts the application, for example `granian --interface wsgi wsgi:app`."""

from cptraining import create_app

app = create_app()
