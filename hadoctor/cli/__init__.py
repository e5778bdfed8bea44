"""The command line. A command lives in a file of its own and is imported when it is called."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    import typer

COMMANDS = {
    "check": "Check corosync.conf, crm and CIB files: what is refused, and what is not what was meant.",
    "diagnose": "Look at this node: what is wrong, the cause before the symptoms.",
    "undo": "Take a repair back.",
    "drill": "Test the failover: empty a node for a while, measure, and put it back.",
    "generate": "Write all files of a cluster from a few facts.",
    "show": "Show what hadoctor knows of this node, to be checked elsewhere.",
    "convert": "Show what the real program makes of a file.",
    "rule": "Show the page of a rule, or list all rules.",
    "explain": "Show what an option of corosync.conf or Pacemaker, or an agent, means.",
}
COMPLETE = "_HADOCTOR_COMPLETE"
"""The variable by which a shell asks for completions."""


class Exit:
    """Exit codes; the README has the same table, and a test compares them."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    INTERNAL = 4
    UNDONE = 5


def main(argv: list[str] | None = None) -> None:
    """The program. Ends with an exit code, never with a traceback."""
    # Nothing that is imported is ever garbage: looking for it costs a tenth of the start.
    gc.disable()
    arguments = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        try:
            _run(arguments)
        except SystemExit as end:
            if argv is None and (end.code is None or isinstance(end.code, int)):
                _leave(end.code or 0)
            raise
    except BrokenPipeError:
        # The reader has seen enough. Python would complain once more when it closes the stream.
        sys.stderr.close()
        sys.exit(Exit.CLEAN)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from hadoctor.engine import describe

        print(f"hadoctor: internal error: {describe(error)}", file=sys.stderr)
        print("this is a fault of hadoctor; please report it", file=sys.stderr)
        sys.exit(Exit.INTERNAL)


def _leave(code: int) -> NoReturn:
    """Ends the process. What it has built is not taken apart first: that costs as much as many rules."""
    import os

    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _run(arguments: list[str]) -> None:
    import os

    if arguments and arguments[0] in COMMANDS and COMPLETE not in os.environ:
        name, *rest = arguments
        if name == "check":
            from hadoctor.cli.checking import DEFAULTS, run_check

            # Paths, and perhaps a format before them: there is nothing to parse, and typer is a third
            # of the start.
            form, paths = DEFAULTS.format, rest
            if len(rest) > 1 and rest[0] == "--format":
                form, paths = rest[1], rest[2:]
            if not any(text.startswith("-") for text in (form, *paths)):
                run_check(DEFAULTS._replace(format=form, paths=tuple(paths) or DEFAULTS.paths))
        app = _app(add_completion=False)
        app.command(help=COMMANDS[name])(_command(name))
        app(rest, prog_name=f"hadoctor {name}")
    else:
        _whole()(arguments, prog_name="hadoctor")


def _command(name: str) -> Callable[..., None]:
    found: Callable[..., None] = getattr(import_module(f"hadoctor.cli.{name}"), name)
    return found


def _app(**options: Any) -> typer.Typer:
    import typer

    return typer.Typer(
        name="hadoctor",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **options,
    )


def _whole() -> typer.Typer:
    """The application with all commands, for the help and for completion."""
    import typer

    from hadoctor import __version__

    app = _app(
        help="Config linter and diagnostics toolkit for Corosync and Pacemaker clusters.",
        no_args_is_help=True,
    )

    def version(value: bool) -> None:
        if value:
            print(f"hadoctor {__version__}")
            raise typer.Exit

    @app.callback()
    def options(
        _version: bool = typer.Option(
            False, "--version", callback=version, is_eager=True, help="Show the version and exit."
        ),
    ) -> None:
        pass

    for name, text in COMMANDS.items():
        app.command(name, help=text)(_command(name))
    return app


def fail(message: str, code: int) -> NoReturn:
    """Says why and ends."""
    print(f"hadoctor: {message}", file=sys.stderr)
    sys.exit(code)
