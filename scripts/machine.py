"""What the tests need of the machine beside Python: a Chromium, Node.js and Java.

    python scripts/machine.py browser|npm|java|locales|clock

Says where the tool is; where it is missing, installs it if that can be done without asking, else says what to do.
Only the standard library is imported at the top, for this file answers before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

# Playwright's own browser goes into the virtual environment, and so away with it.
os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", "0")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MINUTES_FOR_A_DOWNLOAD = 10

NO_BROWSER = """\
no Chromium could be had, and the tests look at the pages in one.
Install the package of your system (Debian: apt-get install chromium), run `make browser` where there is a network,
or name the browser that you have: CMPGEN_CHROMIUM=/path/to/chromium make test"""

NO_PACKAGE = """\
{tool} is not on this machine, and the {aim} needs it.
Install the package of your system (Debian: apt-get install {package}), then run the same command again."""


def works(program: str | Path) -> bool:
    """Whether the browser starts: one that is there but lacks its libraries does not."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def named_chromium() -> str | None:
    """The browser named by CMPGEN_CHROMIUM, else one on the search path, else None.

    A browser that is named and does not start is an error: another one in its place would be a surprise.
    """
    if named := os.environ.get("CMPGEN_CHROMIUM"):
        if works(named):
            return named
        sys.exit(f"CMPGEN_CHROMIUM is {named!r}, and that does not start.")
    return next((path for name in BROWSERS if (path := shutil.which(name)) and works(path)), None)


def playwrights_chromium() -> str | None:
    """The browser that Playwright installed for itself, else None."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if works(path) else None


def chromium() -> str | None:
    """The path of a Chromium that starts, else None. Installs nothing."""
    return named_chromium() or playwrights_chromium()


def install_playwrights_chromium() -> None:
    """Let Playwright download its browser; as root also the libraries that it needs."""
    libraries = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
    command = [sys.executable, "-m", "playwright", "install", *libraries, "chromium"]
    try:
        subprocess.run(command, stdout=sys.stderr, timeout=60 * MINUTES_FOR_A_DOWNLOAD, check=False)
    except subprocess.TimeoutExpired:
        print("the download of a browser took too long and was given up.", file=sys.stderr)


def install_package(*packages: str) -> None:
    """Install packages of Debian's or Ubuntu's where that can be done: as root, with apt-get. Else does nothing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], stdout=sys.stderr, env=quiet, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, stdout=sys.stderr, env=quiet, check=False)


def may_skip_browser() -> bool:
    """Whether the tests that need a browser were waived, aloud: CMPGEN_REQUIRE_BROWSER has the last word."""
    return os.environ.get("CMPGEN_SKIP_BROWSER") == "1" and os.environ.get("CMPGEN_REQUIRE_BROWSER") != "1"


def browser() -> str:
    """The path of a Chromium: one on the machine, else Playwright's own, else the system's package."""
    if may_skip_browser():
        return "none, for CMPGEN_SKIP_BROWSER is set"
    attempts: list[Callable[[], None]] = [install_playwrights_chromium, lambda: install_package("chromium")]
    found = chromium()
    while not found and attempts:
        attempts.pop(0)()
        found = chromium()
    if not found:
        sys.exit(NO_BROWSER)
    return found


def tool(name: str, packages: tuple[str, ...], aim: str) -> str:
    """The path of a program, installed from the system's packages where it is missing and that can be done."""
    if not shutil.which(name):
        install_package(*packages)
    found = shutil.which(name)
    if not found:
        sys.exit(NO_PACKAGE.format(tool=name, aim=aim, package=" ".join(packages)))
    return found


def npm() -> str:
    return tool("npm", ("nodejs", "npm"), "check of the scripts and of the HTML")


def java() -> str:
    return tool("java", ("default-jre-headless",), "check of the HTML")


def locales() -> str:
    """The locales that builds are compared in, all of them."""
    wanted = ("de_DE", "tr_TR", "ar_EG")

    def missing() -> list[str]:
        listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower()
        return [each for each in wanted if f"{each.lower()}.utf8" not in listed]

    if missing():
        install_package("locales-all")
    if missing():
        sys.exit(
            NO_PACKAGE.format(tool=f"the locale {missing()[0]}", aim="comparison of builds", package="locales-all")
        )
    return ", ".join(wanted)


def clock() -> str:
    return tool("faketime", ("faketime",), "comparison of builds")


NEEDS: dict[str, Callable[[], str]] = {
    "browser": browser,
    "npm": npm,
    "java": java,
    "locales": locales,
    "clock": clock,
}

if __name__ == "__main__":
    for need in sys.argv[1:]:
        print(f"{need}: {NEEDS[need]()}")
