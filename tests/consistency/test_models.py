"""Tables: explained, migrated, and pointing only down the house."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

MODELS = [model for model in apps.get_models() if model.__module__.startswith("motcua.")]
FLOORS = [
    {"demo"},  # outside the house, above all of it
    {"web"},
    {"configuration"},
    {"exchange"},
    {"rankings"},
    {"opendata"},
    {"indicators"},
    {"guidance", "surveys", "petitions", "initiatives"},
    {"hall"},
    {"dossiers"},
    {"payments", "delivery"},
    {"signatures"},
    {"documents"},
    {"notifications"},
    {"people"},
    {"procedures"},
    {"agencies"},
    {"accounts"},
]
"""From the top of the house down, as far as it is built."""
FLOOR_OF = {app: number for number, floor in enumerate(FLOORS) for app in floor}


def name_of(model: type) -> str:
    """Return the model as a test's name."""
    return model.__name__


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_model_is_explained(model: type) -> None:
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_column_has_a_vietnamese_name(model: Any) -> None:
    unnamed = [
        field.name
        for field in model._meta.get_fields()  # noqa: SLF001, Django documents it as its API
        if field.concrete
        and not field.auto_created
        and field.verbose_name == field.name.replace("_", " ")
        and field.name not in {"session_key", "session_data", "expire_date"}
    ]

    assert unnamed == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_application_has_its_floor() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("motcua.")}

    assert ours == set(FLOOR_OF) | {"conf"}  # which has commands and no tables


@pytest.mark.django_db
def test_foreign_keys_in_the_migrations_point_down() -> None:
    state = MigrationLoader(connection).project_state()

    pointing_up = [
        f"{app}.{name}.{field_name} -> {target}"
        for (app, name), model in state.models.items()
        if app in FLOOR_OF
        for field_name, field in model.fields.items()
        if field.remote_field
        and isinstance(target := field.remote_field.model, str)
        and (there := target.split(".")[0].lower()) in FLOOR_OF
        and FLOOR_OF[there] < FLOOR_OF[app]
    ]

    assert pointing_up == []
