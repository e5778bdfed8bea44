"""`logging`: what is logged, and where to. Everything is text to the parser and checked before the
daemon starts, and each word can be overridden for one subsystem."""

from __future__ import annotations

from hadoctor.model.option import Kind, Option

MANUAL = "corosync.conf(5)"
SWITCH = ("yes", "no", "on", "off")
ON_OFF = ("on", "off")
# Understood in any case of letters, unlike everything else in the file.
PRIORITIES = ("emerg", "alert", "crit", "err", "error", "warning", "notice", "info", "debug")
FACILITIES = (
    *("daemon", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"),
    *("auth", "authpriv", "cron", "ftp", "kern", "lpr", "mail", "news", "syslog", "user", "uucp"),
)


def _word(
    path: str,
    meaning: str,
    words: tuple[str, ...],
    default: str = "",
    refused_at: str = "load",
    source: str = MANUAL,
) -> Option:
    return Option(
        path,
        Kind.WORD,
        meaning,
        default=default,
        words=words,
        refused_at=refused_at,
        reloadable=True,
        source=source,
    )


def _messages(section: str, top: bool, refused_at: str = "load") -> tuple[Option, ...]:
    """The options that exist for all messages (`top`) and for those of one subsystem. The latter
    have no defaults, except where the daemon takes one instead of the value from above: a section
    for a subsystem that does not set `debug` turns it off."""

    def word(key: str, meaning: str, words: tuple[str, ...], default: str = "") -> Option:
        source = MANUAL if key not in ("to_file", "syslog_level") else "daemon"
        return _word(f"{section}.{key}", meaning, words, default, refused_at, source)

    return (
        word("to_stderr", "log to standard error", SWITCH, "yes" if top else ""),
        word("to_syslog", "log to syslog", SWITCH, "yes" if top else ""),
        word("to_logfile", "log to the file named by logfile", SWITCH, "no" if top else ""),
        word("to_file", "obsolete name of to_logfile; without that one nothing is written", SWITCH),
        Option(
            f"{section}.logfile",
            Kind.PATH,
            "the log file; opened at start even when to_logfile is off",
            reloadable=True,
            source=MANUAL,
        ),
        word(
            "logfile_priority",
            "least important messages that still go to the log file",
            PRIORITIES,
            "info" if top else "",
        ),
        word("syslog_facility", "facility of the messages in syslog", FACILITIES, "daemon"),
        word(
            "syslog_priority",
            "least important messages that still go to syslog",
            PRIORITIES,
            "info" if top else "",
        ),
        word("syslog_level", "obsolete name of syslog_priority; still works", PRIORITIES),
        word(
            "debug", "log debug messages too; trace logs still more", ("on", "off", "trace"), "off"
        ),
    )


_TIMESTAMP = Option(
    "logging.timestamp",
    Kind.WORD,
    "put the time before every message",
    default="off",
    words=ON_OFF,
    refused_at="load",
    until="3.0",
    reloadable=True,
    source=MANUAL,
)

OPTIONS: tuple[Option, ...] = (
    *_messages("logging", top=True),
    _TIMESTAMP,
    _TIMESTAMP._replace(
        meaning="put the time before every message, by the second or with milliseconds (hires)",
        default="hires",
        words=(*ON_OFF, "hires"),
        since="3.0",
        until="",
    ),
    _word("logging.fileline", "put source file and line before every message", ON_OFF, "off"),
    _word("logging.function_name", "put the function's name before every message", ON_OFF, "off"),
    _word(
        "logging.blackbox", "keep the last messages in memory for corosync-blackbox", ON_OFF, "on"
    ),
    Option(
        "logging.logger_subsys.subsys",
        Kind.TEXT,
        "the subsystem that the section is for, in capitals, such as TOTEM or QUORUM; required",
        reloadable=True,
        source=MANUAL,
    ),
    *_messages("logging.logger_subsys", top=False),
    # A section for another program than corosync is only stored, whatever it says.
    Option(
        "logging.logging_daemon.name",
        Kind.TEXT,
        "the program that the section is for; corosync makes it equal to logging; required",
        reloadable=True,
        source="daemon",
    ),
    Option(
        "logging.logging_daemon.subsys",
        Kind.TEXT,
        "the subsystem of that program that the section is for",
        reloadable=True,
        source="daemon",
    ),
    *_messages("logging.logging_daemon", top=False, refused_at=""),
)
