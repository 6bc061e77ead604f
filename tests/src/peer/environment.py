"""Makes a virtual environment with pinned packages, once.

    python environment.py DIRECTORY REQUIREMENTS [BUILD_REQUIREMENTS]

Test processes run side by side: one of them makes it, the others wait at the lock, which the system takes back should
the maker die. The stamp is written last, so that what is half made is made anew.
"""
import contextlib
import importlib.util
import pathlib
import platform
import shutil
import subprocess
import sys


@contextlib.contextmanager
def locked(path):
    with open(path, "a+") as file:
        if sys.platform == "win32":
            import msvcrt
            import time
            while True:
                try:
                    file.seek(0)
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.2)
        else:
            import fcntl
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run(*command):
    # Nothing of this may stand on stdout, which belongs to the tests.
    subprocess.run([str(part) for part in command], check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def make(directory, requirements, build):
    python = directory / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    # Debian has pip and the environments in packages of their own: where the latter is missing, the outer pip installs.
    own_pip = importlib.util.find_spec("ensurepip") is not None
    run(sys.executable, "-m", "venv", *([] if own_pip else ["--without-pip"]), directory)
    pip = [python, "-m", "pip"] if own_pip else [sys.executable, "-m", "pip", "--python", python]
    install = [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if build:
        run(*install, "-r", build)
        run(*install, "--no-build-isolation", "-r", requirements)
    else:
        run(*install, "-r", requirements)


def main(directory, requirements, build=None):
    directory, requirements = pathlib.Path(directory), pathlib.Path(requirements)
    directory.parent.mkdir(parents=True, exist_ok=True)
    with locked(f"{directory}.lock"):
        if (directory / "stamp").exists():
            return
        print(f"peers: installing {requirements.stem} for CPython {platform.python_version()} into {directory}; "
              "this happens once and takes about 10 seconds, or minutes over a slow connection", file=sys.stderr, flush=True)
        shutil.rmtree(directory, ignore_errors=True)
        try:
            make(directory, requirements, build)
        except subprocess.CalledProcessError as error:
            sys.exit(f"peers: failed: {' '.join(error.cmd)}")
        (directory / "stamp").touch()


main(*sys.argv[1:])
