"""What is wrong with crm text, or with the configuration that it or an XML file makes."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from hadoctor.finding import Note
from hadoctor.source import Span


class Stage(Enum):
    """Where the shell stops."""

    SYNTAX = "syntax"
    """A statement that its parser does not take, or XML that is none; nothing of it is stored."""
    STRUCTURE = "structure"
    """Statements that do not fit together; nothing is stored."""
    SCHEMA = "schema"
    """The configuration that results is not what the CIB's schema allows; the commit fails."""
    CRASH = "crash"
    """The shell itself dies of it."""
    LOSS = "loss"
    """The shell goes on and stores the rest, without this: it is not refused."""


class Topic(Enum):
    """What it is about: each topic has a rule."""

    SYNTAX = "syntax"
    ID = "id"
    """An id that occurs twice, or is none."""
    REFERENCE = "reference"
    """A name of something that is not there."""
    CONSTRAINT = "constraint"
    """A constraint on a resource that is not there."""
    MEMBER = "member"
    """Who is in which group, clone or bundle."""
    FIT = "fit"
    """Statements that do not go together in another way."""
    SCHEMA = "schema"
    """Elements, attributes and values that the schema does not have."""


_USUAL = {
    Stage.SYNTAX: Topic.SYNTAX,
    Stage.CRASH: Topic.SYNTAX,
    Stage.STRUCTURE: Topic.FIT,
    Stage.SCHEMA: Topic.SCHEMA,
    Stage.LOSS: Topic.MEMBER,
}


class Refusal(NamedTuple):
    """One fault. `message` says it in lower case, `expected` the form that would do."""

    stage: Stage
    message: str
    at: Span
    expected: str = ""
    notes: tuple[Note, ...] = ()
    about: Topic | None = None
    """The topic, where it is not the usual one of the stage."""

    @property
    def refused(self) -> bool:
        return self.stage is not Stage.LOSS

    @property
    def topic(self) -> Topic:
        return self.about or _USUAL[self.stage]
