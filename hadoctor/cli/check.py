"""`hadoctor check`: lint files, folders, or what comes in a pipe."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hadoctor.cli.fixing import Fixer
    from hadoctor.config import Config
    from hadoctor.engine import Report
    from hadoctor.facts.files import Input, Subject
    from hadoctor.model.target import Target

DEFAULT_PATHS = ["/etc/corosync/corosync.conf"]
FAIL_ON = ("error", "warning", "info")


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files or folders; - for standard input; without any, this node's own file.",
        ),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="human|brief|json|sarif|github|junit", help="How to print.")
    ] = "human",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", metavar="FORMAT=FILE", help="Write this format to a file, too; repeatable."
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODES", help="Only these rules: codes or prefixes."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", help="Not these rules: codes or prefixes."),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            metavar="corosync=2.4|3.0|3.1|next",
            help="The release to judge for; 3.1 without it.",
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="error|warning|info", help="Exit with 1 from this severity up."
        ),
    ] = "warning",
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Also count the findings by rule.")
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 although there are findings.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Apply the safe fixes.")] = False,
    unsafe_fixes: Annotated[
        bool,
        typer.Option("--unsafe-fixes", help="With --fix or --diff: also those that change a setting."),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change; write nothing.")
    ] = False,
    ask: Annotated[bool, typer.Option("--ask", help="With --fix: ask for each fix.")] = False,
    stdin_name: Annotated[
        str, typer.Option("--stdin-name", metavar="NAME", help="What to call standard input.")
    ] = "<stdin>",
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", help="Settings; else the nearest hadoctor.toml."),
    ] = None,
    no_config: Annotated[
        bool, typer.Option("--no-config", help="Read no settings file.")
    ] = False,
    color: Annotated[
        str, typer.Option("--color", metavar="auto|always|never", help="Whether to use colours.")
    ] = "auto",
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Also list what was not checked, and why.")
    ] = False,
) -> None:
    from hadoctor.cli import Exit, fail
    from hadoctor.cli.target import parse
    from hadoctor.config import ConfigError
    from hadoctor.engine import Settings, run
    from hadoctor.registry import UnknownCode, chosen
    from hadoctor.report import FORMATS

    outputs = [text.partition("=") for text in output or []]
    for name in [format_, *(o[0] for o in outputs)]:
        if name not in FORMATS:
            fail(f"no format {name!r}: there are {', '.join(FORMATS)}", Exit.USAGE)
    for name, _, file in outputs:
        if not file:
            fail(f"--output takes FORMAT=FILE, not {name!r}", Exit.USAGE)
    if fail_on not in FAIL_ON:
        fail(f"--fail-on takes {', '.join(FAIL_ON)}, not {fail_on!r}", Exit.USAGE)
    if color not in ("auto", "always", "never"):
        fail(f"--color takes auto, always or never, not {color!r}", Exit.USAGE)
    try:
        settings = _settings(config, no_config)
        rules = chosen(select or settings.select, [*(ignore or []), *settings.ignore])
    except (UnknownCode, ConfigError) as error:
        fail(str(error), Exit.USAGE)
    wanted = parse(target or ([f"corosync={settings.target}"] if settings.target else []))
    gc.freeze()
    gc.enable()
    subjects = _subjects(paths or DEFAULT_PATHS, wanted, stdin_name)
    fixer = None
    if fix or diff:
        from hadoctor.cli.fixing import Fixer, Wanted

        fixer = Fixer(rules, wanted, Wanted(unsafe_fixes, diff, ask))
        subjects = fixer.subjects(subjects)
    changes = Settings(settings.severity, settings.per_file_ignores)
    report = run(subjects, rules, wanted.name, changes)
    if fixer is not None:
        _fixed(fixer, diff)
    _write(report, format_, sys.stdout, _colored(color), verbose)
    if statistics:
        _statistics(report)
    for name, _, file in outputs:
        try:
            with open(file, "w", encoding="utf-8", errors="backslashreplace") as stream:
                _write(report, name, stream, False, verbose)
        except OSError as error:
            fail(f"cannot write {file}: {error.strerror}", Exit.USAGE)
    if fixer is not None and fixer.failed:
        sys.exit(Exit.UNDONE)
    if fixer is not None and diff:
        sys.exit(Exit.FINDINGS if fixer.changed else Exit.CLEAN)
    sys.exit(_code(report, fail_on, exit_zero))


def _fixed(fixer: Fixer, diff: bool) -> None:
    from hadoctor.report.text import plural

    for line in fixer.lines:
        print(line, file=sys.stdout if diff else sys.stderr)
    for line in fixer.failed:
        print(f"hadoctor: {line}", file=sys.stderr)
    if fixer.applied and not diff:
        print(
            f"{plural(fixer.applied, 'fix').replace('fixs', 'fixes')} applied to"
            f" {plural(fixer.changed, 'file')}; a change of corosync.conf belongs on all nodes",
            file=sys.stderr,
        )


def _statistics(report: Report) -> None:
    from collections import Counter

    counts = Counter((r.code, r.name) for r in report.findings)
    for (code, name), number in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{number:6}  {code} {name}", file=sys.stderr)


def _settings(path: str | None, without: bool) -> Config:
    import os

    from hadoctor.config import Config, find, load

    found = None if without else path or find(os.getcwd())
    return load(found) if found else Config()


def _subjects(paths: list[str], target: Target, stdin_name: str) -> Iterator[Subject | Input]:
    from hadoctor.facts.files import SIZE_MAX, from_bytes, subjects

    for path in paths:
        if path == "-":
            yield from_bytes(stdin_name, sys.stdin.buffer.read(SIZE_MAX), target)
        else:
            yield from subjects([path], target)


def _write(report: Report, format_: str, stream: TextIO, color: bool, verbose: bool) -> None:
    from hadoctor.report import renderer

    if format_ == "human":
        from hadoctor.report.human import render

        render(report, stream, color=color, verbose=verbose)
    else:
        renderer(format_)(report, stream)
    stream.flush()


def _colored(word: str) -> bool:
    import os

    if word != "auto":
        return word == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _code(report: Report, fail_on: str, exit_zero: bool) -> int:
    from hadoctor.cli import Exit
    from hadoctor.finding import Severity

    if report.broken:
        return Exit.INTERNAL
    if report.unreadable:
        return Exit.INPUT
    lowest = Severity[fail_on.upper()]
    if not exit_zero and any(r.severity >= lowest for r in report.findings):
        return Exit.FINDINGS
    return Exit.CLEAN
