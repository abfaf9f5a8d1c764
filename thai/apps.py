from django.apps import AppConfig


class ThaiConfig(AppConfig):
    """No models: an app only so that templates can load its filters."""

    name = "thai"
    label = "thai"
