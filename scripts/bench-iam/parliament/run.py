"""Has parliament judge the documents on standard input, and prints what it says as JSON."""

import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")  # it uses a module that setuptools is about to drop

import parliament  # noqa: E402

COMMUNITY = "--include-community-auditors" in sys.argv
# What its command leaves out unless asked for.
HIDDEN = ("INFO", "MUTE")

if COMMUNITY:
    override = Path(parliament.__file__).parent / "community_auditors" / "config_override.yaml"
    parliament.override_config(str(override))


def judged(text):
    policy = parliament.analyze_policy_string(
        text, include_community_auditors=COMMUNITY, config=parliament.config
    )
    by_statement = [(index, one) for index, each in enumerate(policy.statements) for one in each.findings]
    of_document = [(None, one) for one in policy._findings]
    return [
        (statement, finding.issue)
        for statement, finding in of_document + by_statement
        if parliament.enhance_finding(finding).severity not in HIDDEN
    ]


findings, crashes = [], []
for document in json.load(sys.stdin):
    name = document["id"]
    try:
        findings += [
            {"document": name, "statement": statement, "id": issue}
            for statement, issue in judged(document["text"])
        ]
    except Exception:
        crashes.append(name)
json.dump({"findings": findings, "crashes": crashes}, sys.stdout)
