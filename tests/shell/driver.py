"""Drives the crm shell's own modules: JSON lines in, JSON lines out.

Run by the system's Python, which has crmsh and lxml. A request has `data` (crm text in base64) or
`cib` (XML), and may have `real` (let cibadmin store it, as the shell does) and `verify` (run
crm_verify and crmsh's own checks of agents too). Everything that crmsh wants of the machine is
private and empty: home, settings, CIB; no cluster is asked.

Without `real`, what cibadmin does is done here: the schema is checked by the same library, and the
characters that Pacemaker's writer replaces in values are replaced. Where that would not do, the
driver falls back to cibadmin.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import importlib
import io
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LIMIT = int(sys.argv[1]) if len(sys.argv) > 1 else 10
"""Seconds that one request may take."""
SCHEMAS = Path("/usr/share/pacemaker")
# What Pacemaker's writer makes of characters in values. It gives up at the first one that is not
# ASCII: whatever would have to be replaced after that comes out broken.
REPLACED = str.maketrans({"\t": "    ", "\n": "\\n", "\r": "\\r", "\x7f": "\\177"})
BROKEN = re.compile(r"[^\0-\x7f].*[\t\n\r\x7f<&\"]", re.DOTALL)


class Hung(BaseException):
    """The time is up. Not an Exception, so that the shell does not take it for one of its own."""


class Messages(logging.Handler):
    """Takes what the shell says. It stands where crmsh expects its console."""

    terminator = "\n"

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.set_name("console")
        self.taken: list[dict[str, Any]] = []
        self.phase = ""
        self.line = 0

    def emit(self, record: logging.LogRecord) -> None:
        line = self.line if self.phase == "load" and self.line > 0 else None
        self.add(record.levelname.lower(), record.getMessage(), line)

    def setFormatter(self, fmt: logging.Formatter | None) -> None:  # noqa: N802, the library's
        # The shell announces the number of a logical line by a new formatter.
        self.line = getattr(fmt, "lineno", 0)

    def add(self, level: str, text: str, line: int | None = None) -> None:
        self.taken.append({"level": level, "phase": self.phase, "line": line, "text": text[:1000]})


def private_home() -> Path:
    """A home of our own, told to crmsh by the environment before it is imported."""
    home = Path(tempfile.mkdtemp(prefix="crm-shell-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for name in [n for n in os.environ if n.startswith(("CIB_", "CRM_", "LC_", "PCMK_"))]:
        del os.environ[name]
    for name, folder in (("HOME", "."), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")):
        (home / folder).mkdir(exist_ok=True)
        os.environ[name] = str(home / folder)
    os.environ["TMPDIR"] = str(home)
    tempfile.tempdir = str(home)
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin"
    os.environ.update(CIB_file=str(home / "cib.xml"))
    return home


def cibadmin(*arguments: str) -> str:
    done = subprocess.run(["cibadmin", *arguments], capture_output=True, text=True, check=True)
    return done.stdout


class Shell:
    """crmsh in this process, set as by `crm -F -D plain`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.empty = cibadmin("--empty")
        self.messages = Messages()
        logger = logging.getLogger("crmsh")
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(self.messages)
        log = importlib.import_module("crmsh.log")
        if hasattr(log, "NumberedLoggerInterface"):  # crmsh 5
            logging.setLoggerClass(log.NumberedLoggerInterface)
        self.etree = importlib.import_module("lxml.etree")
        self.crm: dict[str, Any] = {
            name: importlib.import_module(f"crmsh.{name}")
            for name in "config options main utils schema idmgmt term cibconfig".split()
        }
        self.factory = self.crm["cibconfig"].cib_factory
        config, options = self.crm["config"], self.crm["options"]
        config.core.debug, config.color.style = "no", "plain"
        options.force = True
        with contextlib.suppress(ValueError):  # which crmsh 5 says of an option that it has not
            config.core.force = "yes"
        options.interactive, options.batch, options.ask_no = False, True, False
        self.new_file()
        self.name_options()
        self.crm["main"].envsetup()
        if hasattr(self.crm["main"], "compatibility_setup"):
            self.crm["main"].compatibility_setup()
        self.keep_schemas()
        self.grammars: dict[str, Any] = {}

    def name_options(self) -> None:
        """crmsh 5 asks Pacemaker for the names of options in a way that Pacemaker has since 2.1.8.
        Without an answer it does not even start to check; with none in it, it only warns more."""
        utils = self.crm["utils"]
        for name in ("get_cluster_option_metadata", "get_resource_metadata"):
            if hasattr(utils, name) and getattr(utils, name)() is None:
                setattr(utils, name, lambda: "<resource-agent><parameters/></resource-agent>")

    def keep_schemas(self) -> None:
        """The shell reads the schema for each file anew, which is most of its time."""
        schema = self.crm["schema"]
        load = schema._load_schema
        loaded: dict[str, Any] = {}
        facts: dict[Any, Any] = {}

        def load_once(cib: Any) -> Any:
            name = cib.get("validate-with")
            if name not in loaded:
                loaded[name] = load(cib)
            return loaded[name]

        def reset() -> None:
            schema._store = facts.setdefault(schema._crm_schema, {})

        schema._load_schema, schema.reset = load_once, reset

    def new_file(self, text: str | None = None) -> None:
        for path in self.home.glob("cib*"):
            path.unlink()
        (self.home / "cib.xml").write_text(text or self.empty, encoding="utf-8")

    def start(self, cib: str) -> None:
        """As a new process begins: with this CIB and no memory."""
        self.factory.reset()
        self.factory._init_vars()
        self.crm["idmgmt"].clear()
        self.factory.initialize(cib)

    def load(self, data: bytes, *, real: bool, verify: bool) -> dict[str, Any]:
        answer: dict[str, Any] = {"accepted": False, "stage": "load", "verify_ok": None}
        answer |= {"cib": None, "show": None}
        self.messages.phase = "load"
        path = self.home / "input.crm"
        path.write_bytes(data)
        self.new_file()
        try:
            self.start(self.empty)
            if not self.objects().import_file("update", str(path)):
                return answer
            text: str | None = self.empty
            if self.factory.has_cib_changed():
                answer["stage"] = self.messages.phase = "verify"
                fatal, answer["verify_ok"] = self.verified(verify)
                if fatal:
                    return answer
                answer["stage"] = self.messages.phase = "schema"
                text = self.stored(real)
                if text is None:
                    return answer
            answer |= {"accepted": True, "stage": "ok", "cib": self.canonical(text or "")}
        except Hung:
            return answer | {"stage": "hung"}
        except (Exception, SystemExit) as error:
            self.messages.add("error", f"{type(error).__name__}: {error}")
            return answer | {"stage": "crash"}
        answer["show"] = self.show(text or "")
        return answer

    def objects(self, *arguments: str) -> Any:
        return self.crm["cibconfig"].mkset_obj(*arguments)

    def verified(self, with_pacemaker: bool) -> tuple[bool, bool | None]:
        """What is checked before a commit: does it stop it in spite of -F, and is all well? In
        crmsh 4 nothing does, unless it crashes."""
        if self.factory.has_no_primitives():
            return False, True if with_pacemaker else None
        changed, everything = self.objects("xml", "changed"), self.objects("xml")
        result = changed.semantic_check(everything)
        flags = getattr(self.crm["utils"], "VerifyResult", None)
        if flags is None:
            fatal, good = False, result <= 1
        else:
            fatal, good = flags.FATAL_ERROR in result, bool(result)
        if not with_pacemaker:
            return fatal, None
        return fatal, bool(everything.verify()) and good

    def stored(self, real: bool) -> str | None:
        """The CIB after the commit, or None where the schema refuses it."""
        self.factory._set_cib_attributes(self.factory.cib_elem)
        cib = None if real else self.written(self.factory.cib_elem)
        if cib is None:
            # The shell's message about a failed commit has a typing error of its own.
            with contextlib.suppress(NameError):
                if self.factory._patch_cib(True):
                    return cibadmin("-Ql")
            return None
        checker = self.checker(cib)
        if not checker.validate(cib):
            for error in checker.error_log:
                self.messages.add("error", f"{error.path}: {error.message}")
            return None
        return self.printed(cib)

    def printed(self, cib: Any) -> str:
        """The text as cibadmin prints it: the white space after a comment matters to crmsh."""
        return str(self.etree.tostring(cib, encoding="unicode", pretty_print=True))

    def checker(self, cib: Any) -> Any:
        name = cib.get("validate-with")
        if name not in self.grammars:
            self.grammars[name] = self.etree.RelaxNG(file=str(SCHEMAS / f"{name}.rng"))
        return self.grammars[name]

    def written(self, cib: Any) -> Any:
        """A copy, as Pacemaker writes it to the file; None where its writer would break it."""
        cib = self.etree.fromstring(self.etree.tostring(cib))
        for element in cib.iter():
            element.tail = None
            if not isinstance(element.tag, str):
                continue
            element.text = None
            for name, value in element.attrib.items():
                if BROKEN.search(value):
                    return None
                element.set(name, value.translate(REPLACED))
        return cib

    def canonical(self, text: str) -> str:
        """C14N of the <configuration>, without white space."""
        configuration = self.etree.fromstring(text.encode()).find("configuration")
        for element in configuration.iter():
            element.tail = None
            if isinstance(element.tag, str):
                element.text = None
        return str(self.etree.tostring(configuration, method="c14n").decode())

    def print(self, cib: str, *, real: bool) -> dict[str, Any]:
        """What `crm configure show` prints of a CIB, or of a <configuration> alone."""
        answer: dict[str, Any] = {"valid": False, "show": None}
        self.messages.phase = "schema"
        try:
            tree = self.etree.fromstring(cib.encode())
            if tree.tag == "configuration":
                whole = self.etree.fromstring(self.empty)
                whole.replace(whole.find("configuration"), tree)
                tree = whole
            written = None if real else self.written(tree)
            if written is None:
                self.new_file(self.etree.tostring(tree, encoding="unicode"))
                text = cibadmin("-Ql")
                answer["valid"] = True
            else:
                text = self.printed(written)
                answer["valid"] = self.checker(written).validate(written)
        except Hung:
            self.messages.add("error", "hung")
            return answer
        except Exception as error:
            self.messages.add("error", f"{type(error).__name__}: {error}")
            return answer
        answer["show"] = self.show(text)
        return answer

    def show(self, text: str) -> str | None:
        """`crm -D plain configure show`; None where it fails."""
        self.messages.phase = "show"
        pattern = self.crm["config"].core.obscure_pattern
        try:
            self.start(text)
            with self.crm["utils"].obscure(re.split(r"\s*\|\s*|\s+", pattern.strip("|"))):
                shown = self.crm["term"].render(self.objects().repr())
        except Hung:
            self.messages.add("error", "hung")
            return None
        except (Exception, SystemExit) as error:
            self.messages.add("error", f"{type(error).__name__}: {error}")
            return None
        return f"{shown}\n" if shown else ""

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        self.messages.taken = []
        real, verify = bool(request.get("real")), bool(request.get("verify"))
        silence = io.StringIO()
        signal.alarm(LIMIT)
        try:
            with contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence):
                if "cib" in request:
                    answer = self.print(request["cib"], real=real)
                else:
                    data = base64.b64decode(request["data"])
                    answer = self.load(data, real=real, verify=verify)
        finally:
            signal.alarm(0)
        return answer | {"messages": self.messages.taken}


def hung(*_: object) -> None:
    raise Hung


def main() -> None:
    # What the shell and its children print goes nowhere; the answers have a channel of their own.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    shell = Shell(private_home())
    sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8")
    os.dup2(nothing, 2)
    signal.signal(signal.SIGALRM, hung)
    for line in sys.stdin:
        answers.write(json.dumps(shell.answer(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
