"""The command line. A command lives in a file of its own and is imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

COMMANDS = {
    "check": "Check corosync.conf files: what the daemon refuses, and what is not what was meant.",
    "convert": "Show what the daemon reads from a file.",
    "rule": "Show the page of a rule, or list all rules.",
    "explain": "Show what an option of corosync.conf means.",
}


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
    arguments = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        _app(arguments)(arguments, prog_name="hadoctor")
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


def _app(arguments: list[str]):  # type: ignore[no-untyped-def]
    """The typer application, with the one command that is called, or with all for the help."""
    import typer

    from hadoctor import __version__

    app = typer.Typer(
        name="hadoctor",
        help="Config linter and diagnostics toolkit for Corosync and Pacemaker clusters.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
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

    called = next((a for a in arguments if not a.startswith("-")), None)
    for name in [called] if called in COMMANDS and arguments[0] == called else COMMANDS:
        command = getattr(import_module(f"hadoctor.cli.{name}"), name)
        app.command(name, help=COMMANDS[str(name)])(command)
    return app


def fail(message: str, code: int) -> None:
    """Says why and ends."""
    print(f"hadoctor: {message}", file=sys.stderr)
    sys.exit(code)
