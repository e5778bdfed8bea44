"""The JSON of a report is what its schema says."""

from __future__ import annotations

import io
import json
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from hadoctor.report.json import render
from tests.daemon.fixtures import CORPUS
from tests.examples import check

SCHEMA = json.loads(
    resources.files("hadoctor.report").joinpath("report-v1.schema.json").read_text()
)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.conf"))[::5], ids=lambda p: p.stem)
def test_reports_follow_the_schema(path: Path) -> None:
    stream = io.StringIO()
    render(check(path.read_bytes()), stream)
    Draft202012Validator(SCHEMA).validate(json.loads(stream.getvalue()))
