"""What `hadoctor check` does, once its options are known. Nothing here knows typer."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TextIO

from hadoctor.cli import Exit, fail

if TYPE_CHECKING:
    from hadoctor.cli.fixing import Fixer
    from hadoctor.config import Config
    from hadoctor.engine import Report, Settings
    from hadoctor.facts.subject import Input, Subject
    from hadoctor.registry import RuleSet
    from hadoctor.target import Targets

DEFAULT_PATHS = ("/etc/corosync/corosync.conf",)
FAIL_ON = ("error", "warning", "info")
COLOR = ("auto", "always", "never")


class Options(NamedTuple):
    """The options of `hadoctor check`, with their defaults."""

    paths: tuple[str, ...] = DEFAULT_PATHS
    format: str = "human"
    output: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    fail_on: str = "warning"
    exit_zero: bool = False
    statistics: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    ask: bool = False
    verdict: bool = False
    stdin_name: str = "<stdin>"
    config: str | None = None
    no_config: bool = False
    color: str = "auto"
    verbose: bool = False


DEFAULTS = Options()


def run_check(options: Options) -> NoReturn:
    """Checks, prints, and ends the program with the exit code."""
    from hadoctor.cli.target import parse
    from hadoctor.engine import run

    also = outputs(options)
    config, rules = rule_set(options)
    targets = parse(options.target, config.targets)
    # What is there now stays; from here on the input decides how much there is.
    # Almost nothing that a run builds holds itself in a circle: rarely is often enough.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()
    subjects = _subjects(options, targets)
    fixer = None
    if options.fix or options.diff:
        from hadoctor.cli.fixing import Fixer, Wanted

        fixer = Fixer(rules, targets, Wanted(options.unsafe_fixes, options.diff, options.ask))
        subjects = fixer.subjects(subjects)
    judged: list[Subject] = []
    if options.verdict:
        subjects = _noted(subjects, judged)
    report = run(subjects, rules, targets, settings_of(config))
    if options.verdict:
        from hadoctor.verdict.clusters import verdicts

        report = report._replace(verdicts=verdicts(judged))
    if fixer is not None:
        _say_what_was_fixed(fixer, options.diff)
    write(report, options, sys.stdout)
    if options.statistics:
        _statistics(report)
    write_outputs(report, options, also)
    sys.exit(exit_code(report, options, fixer))


def rule_set(options: Options) -> tuple[Config, RuleSet]:
    """The settings and the rules of a run; ends the program where they make no sense."""
    from hadoctor.config import ConfigError
    from hadoctor.registry import UnknownCodeError, chosen

    try:
        config = _config(options)
        return config, chosen(options.select or config.select, options.ignore + config.ignore)
    except (UnknownCodeError, ConfigError) as error:
        fail(str(error), Exit.USAGE)


def settings_of(config: Config) -> Settings:
    from hadoctor.engine import Settings

    return Settings(config.severity, config.per_file_ignores)


def write_outputs(report: Report, options: Options, also: list[tuple[str, str]]) -> None:
    """The further outputs, to their files."""
    for name, file in also:
        try:
            with open(file, "w", encoding="utf-8", errors="backslashreplace") as stream:
                write(report, options._replace(format=name, color="never"), stream)
        except OSError as error:
            fail(f"cannot write {file}: {error.strerror}", Exit.USAGE)


def outputs(options: Options) -> list[tuple[str, str]]:
    """The further outputs; ends the program on options that make no sense."""
    from hadoctor.report import FORMATS

    found = []
    for text in options.output:
        name, _, file = text.partition("=")
        if not file:
            fail(f"--output takes FORMAT=FILE, not {text!r}", Exit.USAGE)
        found.append((name, file))
    for name in [options.format, *(name for name, _ in found)]:
        if name not in FORMATS:
            fail(f"no format {name!r}: there are {', '.join(FORMATS)}", Exit.USAGE)
    if options.fail_on not in FAIL_ON:
        fail(f"--fail-on takes {', '.join(FAIL_ON)}, not {options.fail_on!r}", Exit.USAGE)
    if options.color not in COLOR:
        fail(f"--color takes {', '.join(COLOR)}, not {options.color!r}", Exit.USAGE)
    return found


def _config(options: Options) -> Config:
    from hadoctor.config import Config, find, load

    found = None if options.no_config else options.config or find(os.getcwd())
    return load(found) if found else Config()


def _subjects(options: Options, targets: Targets) -> Iterator[Subject | Input]:
    from hadoctor.facts.files import given, subjects
    from hadoctor.facts.reading import SIZE_MAX

    for path in options.paths:
        if path == "-":
            yield from given(options.stdin_name, sys.stdin.buffer.read(SIZE_MAX), targets)
        else:
            yield from subjects([path], targets)


def _noted(subjects: Iterator[Subject | Input], seen: list[Subject]) -> Iterator[Subject | Input]:
    """The same, and what passes is kept."""
    from hadoctor.facts.subject import Subject

    for subject in subjects:
        if isinstance(subject, Subject):
            seen.append(subject)
        yield subject


def write(report: Report, options: Options, stream: TextIO) -> None:
    from hadoctor.report import renderer

    if options.format == "human":
        from hadoctor.report.human import render

        render(report, stream, color=colored(options.color), verbose=options.verbose)
    else:
        renderer(options.format)(report, stream)
    stream.flush()


def colored(word: str) -> bool:
    if word != "auto":
        return word == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _statistics(report: Report) -> None:
    from collections import Counter

    counts = Counter((r.code, r.name) for r in report.findings)
    for (code, name), number in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{number:6}  {code} {name}", file=sys.stderr)


def _say_what_was_fixed(fixer: Fixer, diff: bool) -> None:
    from hadoctor.report.text import plural

    for line in fixer.lines:
        print(line, file=sys.stdout if diff else sys.stderr)
    for line in fixer.failed:
        print(f"hadoctor: {line}", file=sys.stderr)
    if fixer.applied and not diff:
        fixes = f"{fixer.applied} fix" if fixer.applied == 1 else f"{fixer.applied} fixes"
        print(
            f"{fixes} applied to {plural(fixer.changed, 'file')}"
            + ("; a change of corosync.conf belongs on all nodes" if fixer.shared else ""),
            file=sys.stderr,
        )


def exit_code(report: Report, options: Options, fixer: Fixer | None = None) -> int:
    from hadoctor.finding import Severity

    if report.broken:
        return Exit.INTERNAL
    if fixer is not None and fixer.failed:
        return Exit.UNDONE
    if report.unreadable:
        return Exit.INPUT
    if fixer is not None and options.diff:
        return Exit.FINDINGS if fixer.changed else Exit.CLEAN
    lowest = Severity[options.fail_on.upper()]
    if not options.exit_zero and any(r.severity >= lowest for r in report.findings):
        return Exit.FINDINGS
    return Exit.CLEAN
