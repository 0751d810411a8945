"""The migrations lead to the tables that the code uses."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

import poise.practice
from poise.practice.database import open_database, schema_of
from poise.practice.tables import SCHEMA, metadata

pytestmark = pytest.mark.both_databases


def test_an_empty_database_is_brought_to_the_newest_schema(new_database: Callable[[], str]) -> None:
    engine = open_database(new_database())
    with engine.connect() as connection:
        assert schema_of(connection) == SCHEMA
    engine.dispose()


@pytest.fixture
def migrated(new_database: Callable[[], str]) -> Iterator[Engine]:
    """A database whose tables the migrations made, one after another."""
    address = new_database()
    engine = open_database(address)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("delete from alembic_version"))
    engine.dispose()
    engine = open_database(address)
    yield engine
    engine.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_code(migrated: Engine) -> None:
    with migrated.connect() as connection:
        assert schema_of(connection) == SCHEMA
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_empty_database_gets_at_once_what_the_migrations_make(
    migrated: Engine, new_database: Callable[[], str]
) -> None:
    engine = open_database(new_database())
    assert _described(engine) == _described(migrated)
    engine.dispose()


def _described(engine: Engine) -> dict[str, Any]:
    """Every table with its columns in the order of their names, its keys and its indexes."""
    seen = inspect(engine)
    return {
        table: (
            sorted((c["name"], str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(table)),
            seen.get_pk_constraint(table)["constrained_columns"],
            sorted(str(sorted(key.items(), key=str)) for key in seen.get_foreign_keys(table)),
            sorted((str(index["name"]), str(index["column_names"])) for index in seen.get_indexes(table)),
        )
        for table in seen.get_table_names()
    }


def test_the_newest_migration_is_the_schema_that_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(poise.practice.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA
