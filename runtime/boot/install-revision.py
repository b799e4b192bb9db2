#!/usr/bin/python3
"""Installs the revision of an instance's colour, as the instance does at its first boot.

    install-revision.py <SSM parameter>

The parameter holds {bucket, key, versionId, sha256, releaseId}. Exactly that version of the object is fetched, its
digest is checked, and the hooks of its AppSpec are run in CodeDeploy's order. Nothing of what runs is touched before the
new revision lies here whole and its AppSpec is understood. A releaseId of "none" is no release yet: nothing is started.

Needs the AWS CLI on PATH, and PyYAML, which cloud-init brings. Python 3.9 and newer.
"""
import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import yaml

# What CodeDeploy runs on a fresh instance, and which of it a revision can hook; the traffic is the release's.
BEFORE_FILES = ["BeforeInstall"]
AFTER_FILES = ["AfterInstall", "ApplicationStart", "ValidateService"]
TRAFFIC = [f"{when}{what}Traffic" for what in ("Block", "Allow") for when in ("Before", "After")]
HOOKS = ["ApplicationStop", *BEFORE_FILES, *AFTER_FILES, *TRAFFIC]
FIELDS = ["bucket", "key", "versionId", "sha256", "releaseId"]
SECTIONS = ["version", "os", "files", "file_exists_behavior", "hooks"]
EXISTING = ["DISALLOW", "OVERWRITE", "RETAIN"]
HOOK_SECONDS = 3600


class Refused(Exception):
    """What is wrong with a revision, for a person who reads the instance's log."""


def main():
    arguments = argparse.ArgumentParser(description="Installs the revision of an instance's colour.")
    arguments.add_argument("parameter", help="the SSM parameter that names the revision")
    arguments.add_argument("--state", type=Path, default=Path("/opt/multistage"), help="where revisions are kept")
    given = arguments.parse_args()
    try:
        revision = read_revision(given.parameter)
        if revision is None:
            say(f"{given.parameter} names no release yet: nothing to start")
        else:
            install(revision, given.state)
    except (Refused, OSError, subprocess.SubprocessError, zipfile.BadZipFile, yaml.YAMLError) as error:
        sys.exit(f"install-revision: {error}")


def read_revision(parameter):
    """What to install; None before the first release."""
    text = aws(120, "ssm", "get-parameter", "--name", parameter, "--query", "Parameter.Value", "--output", "text")
    try:
        revision = json.loads(text)
        if revision["releaseId"] == "none":
            return None
        return {field: str(revision[field]) for field in FIELDS}
    except (ValueError, KeyError, TypeError):
        raise Refused(f"{parameter}: must be JSON with {', '.join(FIELDS)}; release the service again") from None


def install(revision, state):
    current, following, record = state / "current", state / "next", state / "installed.json"
    environment = {**os.environ, "RELEASE_ID": revision["releaseId"], "DEPLOYMENT_ID": revision["releaseId"]}
    fetch(revision, following)
    appspec = read_appspec(following)

    if current.exists():  # Its own scripts know how to stop it.
        run_hooks(["ApplicationStop"], read_appspec(current), current, environment)
        shutil.rmtree(current)
    following.rename(current)
    run_hooks(BEFORE_FILES, appspec, current, environment)
    copy_files(appspec, current, record)
    run_hooks(AFTER_FILES, appspec, current, environment)
    for name in TRAFFIC:
        if name in (appspec.get("hooks") or {}):
            say(f"{name} was not run: it is the release that moves the traffic")
    say(f"release {revision['releaseId']} is installed")


def fetch(revision, folder):
    """Unpacks the object into an empty folder."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    archive = folder.with_suffix(".zip")
    try:
        aws(900, "s3api", "get-object", "--bucket", revision["bucket"], "--key", revision["key"],
            "--version-id", revision["versionId"], str(archive))
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != revision["sha256"]:
            raise Refused(f"sha256: must be {revision['sha256']}, got {digest}; release the artifact again")
        with zipfile.ZipFile(archive) as packed:
            for entry in packed.infolist():
                path = packed.extract(entry, folder)  # Never outside of the folder, whatever its name is.
                mode = entry.external_attr >> 16 & 0o777
                if mode and not entry.is_dir():
                    os.chmod(path, mode)
    finally:
        archive.unlink(missing_ok=True)


def read_appspec(folder):
    """The AppSpec, with all that is wrong with it said at once."""
    try:
        appspec = yaml.safe_load((folder / "appspec.yml").read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(f"appspec.yml: must be UTF-8, got {error}") from None
    try:
        wrong = list(appspec_problems(appspec, folder))
    except (AttributeError, KeyError, TypeError):
        wrong = ["must have the structure of CodeDeploy's AppSpec reference"]
    if wrong:
        raise Refused("appspec.yml: " + "; ".join(wrong))
    return appspec


def appspec_problems(appspec, folder):
    hooks = appspec.get("hooks") or {}
    if str(appspec.get("version")) != "0.0" or appspec.get("os") != "linux":
        yield "version and os must be 0.0 and linux"
    for key in appspec:
        if key not in SECTIONS:
            yield f"{key} must be one of {', '.join(SECTIONS)}"
    if appspec.get("file_exists_behavior", EXISTING[0]) not in EXISTING:
        yield f"file_exists_behavior must be one of {', '.join(EXISTING)}"
    for entry in appspec.get("files") or []:
        if not inside(folder, entry["source"]).exists():
            yield f"source must be in the revision, got {entry['source']}"
        if not os.path.isabs(entry["destination"]):
            yield f"destination must begin with a slash, got {entry['destination']}"
    for name in hooks:
        if name not in HOOKS:
            yield f"{name} must be one of {', '.join(HOOKS)}"
    for script in (script for scripts in hooks.values() for script in scripts or []):
        if not inside(folder, script["location"]).is_file():
            yield f"location must be a file of the revision, got {script['location']}"
        timeout = str(script.get("timeout", HOOK_SECONDS))
        if not timeout.isdecimal() or not 1 <= int(timeout) <= HOOK_SECONDS:
            yield f"timeout must be a whole number from 1 to {HOOK_SECONDS}, got {timeout}"
        if "runas" in script:
            yield "runas is not known at boot: change the user in the script"


def run_hooks(names, appspec, folder, environment):
    for name in names:
        for script in (appspec.get("hooks") or {}).get(name) or []:
            say(f"{name}: {script['location']}")
            path = inside(folder, script["location"])
            path.chmod(path.stat().st_mode | 0o100)  # CodeDeploy does the same: some archives keep no modes.
            seconds = int(script.get("timeout", HOOK_SECONDS))
            run_script(path, {**environment, "LIFECYCLE_EVENT": name}, seconds, f"{name}: {script['location']}")


def run_script(path, environment, seconds, what):
    """Waits for the script alone: what it leaves running in the background runs on."""
    script = subprocess.Popen([str(path)], cwd="/", env=environment, start_new_session=True, stdin=subprocess.DEVNULL)
    try:
        code = script.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(script.pid, signal.SIGKILL)
        script.wait()
        raise Refused(f"{what}: must end within {seconds} s; raise its timeout") from None
    if code != 0:
        raise Refused(f"{what}: must end with 0, got {code}; its output stands above")


def copy_files(appspec, folder, record):
    """Copies what the AppSpec names; first, as CodeDeploy does, removes what the revision before has copied."""
    for path in json.loads(record.read_text()) if record.exists() else []:
        Path(path).unlink(missing_ok=True)
    wanted = {}
    for entry in appspec.get("files") or []:
        source, destination = inside(folder, entry["source"]), Path(entry["destination"])
        if source.is_file():
            wanted[destination / source.name] = source
        else:
            wanted.update({destination / file.relative_to(source): file for file in source.rglob("*") if file.is_file()})
    behaviour = appspec.get("file_exists_behavior", EXISTING[0])
    there = [path for path in wanted if path.exists()]
    if there and behaviour == "DISALLOW":
        raise Refused(f"files: must not be there before, got {there[0]}; see file_exists_behavior")
    if behaviour == "RETAIN":
        wanted = {path: source for path, source in wanted.items() if path not in there}
    record.write_text(json.dumps([str(path) for path in wanted]))
    for path, source in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, path)


def inside(folder, location):
    """A path of the AppSpec, which is one of the revision whether or not it begins with a slash."""
    path = (folder / location.lstrip("/")).resolve()
    if path != folder.resolve() and folder.resolve() not in path.parents:
        raise Refused(f"appspec.yml: must name files of the revision, got {location}")
    return path


def aws(seconds, *arguments):
    """What the AWS CLI prints; its complaints go to the log."""
    return subprocess.run(["aws", *arguments], stdout=subprocess.PIPE, text=True, check=True, timeout=seconds).stdout


def say(text):
    print(f"install-revision: {text}", flush=True)


if __name__ == "__main__":
    main()
