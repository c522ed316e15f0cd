"""Where any WSGI server starts the application, for example `gunicorn wsgi:app`."""

from cptraining.operations.serving import served

app = served()
