"""What `make audit` makes of pip-audit's output: a package that was not asked about is not called well."""

from __future__ import annotations

import json
import runpy

from tests.conftest import ROOT

judge = runpy.run_path(str(ROOT / "scripts" / "audit.py"))["judge"]


def test_a_known_vulnerability_is_named_and_fails() -> None:
    fault = {"id": "PYSEC-1", "fix_versions": ["2"], "aliases": [], "description": ""}
    packages = [{"name": "a", "version": "1", "vulns": [fault]}, {"name": "b", "version": "1", "vulns": []}]
    bad, lines = judge("x.lock", json.dumps({"dependencies": packages}), "")
    assert bad
    assert lines == ["x.lock: 2 packages audited, 1 known vulnerabilities", "  a 1: PYSEC-1, mended in 2"]


def test_what_could_not_be_asked_is_said_and_does_not_fail() -> None:
    found = {"dependencies": [{"name": "a", "skip_reason": "not found"}, {"name": "b", "version": "1", "vulns": []}]}
    bad, lines = judge("x.lock", json.dumps(found), "")
    assert not bad
    assert lines[0] == "x.lock: 1 packages audited, 0 known vulnerabilities"
    assert "NOT AUDITED" in lines[1]
    bad, lines = judge("x.lock", "", "Traceback\nConnectionError: no route")
    assert not bad
    assert lines == ["x.lock: NOT AUDITED, pip-audit reached no verdict: ConnectionError: no route"]
