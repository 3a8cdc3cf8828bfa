"""Workflows run what is pinned, with the least rights, and a release is what it says."""

import json
from pathlib import Path
import re
import shutil
import subprocess
from typing import Any, Final
from zipfile import ZipFile

import pytest

from homeassistant.util.yaml import load_yaml_dict

ROOT: Final = Path(__file__).parents[2]
WORKFLOWS: Final = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
NAMES: Final = [path.stem for path in WORKFLOWS]


def jobs() -> dict[str, dict[str, Any]]:
    """Return every job by its workflow and name."""
    return {
        f"{path.stem}.{name}": job
        for path in WORKFLOWS
        for name, job in load_yaml_dict(str(path))["jobs"].items()
    }


def test_tests_validation_and_release_are_there() -> None:
    assert {"test.test", "validate.hassfest", "validate.hacs", "release.zip"} <= {
        *jobs()
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_every_action_is_pinned_by_its_commit_and_says_which_it_is(path: Path) -> None:
    used = re.findall(r"^ *- uses: (.*)$", path.read_text(), re.MULTILINE)

    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # \S+", each) for each in used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_a_workflow_has_no_rights_but_to_read(path: Path) -> None:
    assert load_yaml_dict(str(path))["permissions"] in ({}, {"contents": "read"})


def test_every_job_ends_in_time_and_only_a_release_may_write() -> None:
    found = jobs()

    assert all(job["timeout-minutes"] <= 90 for job in found.values())
    assert {
        name for name, job in found.items() if "write" in str(job.get("permissions"))
    } == {"release.zip"}


def test_no_step_writes_what_others_typed_into_a_shell() -> None:
    commands = [step.get("run", "") for job in jobs().values() for step in job["steps"]]

    assert [command for command in commands if "${{" in command] == []


def test_every_script_that_a_workflow_runs_exists() -> None:
    commands = "\n".join(
        step.get("run", "") for job in jobs().values() for step in job["steps"]
    )
    scripts = re.findall(r"(?:scripts/|\.ci/)[\w-]+", commands)

    assert {".ci/run", "scripts/release-zip"} <= {*scripts}
    assert all((ROOT / script).is_file() for script in scripts)


def test_a_weakness_is_told_in_private() -> None:
    links = load_yaml_dict(str(ROOT / ".github/ISSUE_TEMPLATE/config.yml"))

    assert "/security/advisories/new" in links["contact_links"][0]["url"]
    assert (ROOT / "SECURITY.md").is_file()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of one integration, at version 1.2.3, that is committed."""
    folder = tmp_path / "custom_components" / "octopus_ev"
    folder.mkdir(parents=True)
    manifest = {"domain": "octopus_ev", "version": "1.2.3"}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2))
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.3\n")
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "release-zip", tmp_path / "scripts")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "One"]):
        subprocess.run(["git", *AUTHOR, *command], cwd=tmp_path, check=True)
    return tmp_path


AUTHOR: Final = ("-c", "user.name=Test", "-c", "user.email=test@example.com")


def release(project: Path, tag: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [project / "scripts" / "release-zip", tag],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_zip_of_a_release_has_the_integration_without_a_folder(
    project: Path,
) -> None:
    assert release(project, "v1.2.3").returncode == 0

    with ZipFile(project / "octopus_ev.zip") as packed:
        assert packed.namelist() == ["manifest.json"]


@pytest.mark.parametrize("tag", ["1.2.4", "", "v1.2"])
def test_a_tag_that_is_not_the_version_releases_nothing(
    project: Path, tag: str
) -> None:
    done = release(project, tag)

    assert done.returncode == 1
    assert "the manifest says 1.2.3" in done.stderr
    assert not (project / "octopus_ev.zip").exists()


def test_a_version_without_a_word_on_it_is_not_released(project: Path) -> None:
    (project / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.2\n")

    assert "says nothing of 1.2.3" in release(project, "1.2.3").stderr


def test_the_zip_has_the_name_that_hacs_looks_for() -> None:
    named = json.loads((ROOT / "hacs.json").read_text())["filename"]

    assert named in (ROOT / "scripts" / "release-zip").read_text()
    assert named in (ROOT / ".github" / "workflows" / "release.yml").read_text()
