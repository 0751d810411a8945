"""The migrations lead to the tables that the code uses."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import poise.practice
from poise.practice.database import open_database, schema_of
from poise.practice.tables import SCHEMA, metadata

pytestmark = pytest.mark.both_databases


def test_an_empty_database_is_brought_to_the_newest_schema(new_database: Callable[[], str]) -> None:
    engine = open_database(new_database())
    with engine.connect() as connection:
        assert schema_of(connection) == SCHEMA
    engine.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_code(new_database: Callable[[], str]) -> None:
    engine = open_database(new_database())
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_schema_that_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(poise.practice.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA
