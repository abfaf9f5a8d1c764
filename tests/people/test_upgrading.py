"""What versions of before left in the database goes when the portal is brought up to date."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_what_django_axes_and_the_sessions_of_before_left_goes() -> None:
    recorded = MigrationRecorder(connection).migration_qs
    recorded.create(app="axes", name="0001_initial")
    kind = ContentType.objects.create(app_label="axes", model="accessattempt")
    right = Permission.objects.create(content_type=kind, codename="view_accessattempt", name="x")
    Group.objects.create(name="x").permissions.add(right)
    Session.objects.create(session_key="x", session_data="x", expire_date=timezone.now())
    others = recorded.exclude(app="axes").count(), ContentType.objects.exclude(app_label="axes").count()
    migration = import_module("people.migrations.0009_known_by_her_browser")
    migration.forget_what_is_gone(apps, SimpleNamespace(connection=connection))
    assert not recorded.filter(app="axes").exists()
    assert not ContentType.objects.filter(app_label="axes").exists()
    assert not Permission.objects.filter(codename="view_accessattempt").exists()
    assert not Session.objects.exists()
    assert others == (recorded.count(), ContentType.objects.count())
