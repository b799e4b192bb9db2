"""Has cloudsplaining judge the documents on standard input, and prints what it says as JSON."""

import contextlib
import json
import logging
import sys

from cloudsplaining.command.scan_policy_file import scan_policy
from cloudsplaining.scan.assume_role_policy_document import AssumeRolePolicyDocument
from cloudsplaining.scan.policy_document import PolicyDocument
from cloudsplaining.scan.resource_policy_document import ResourcePolicyDocument

logging.disable(logging.CRITICAL)


def of_identity(policy, _context):
    results = scan_policy(policy)
    found = [name for name, result in results.items() if isinstance(result, dict) and result.get("findings")]
    # Its list has those of a Deny, too, which it does not call a risk.
    if any(one.get("Effect") == "Allow" for one in PolicyDocument(policy).contains_statement_using_not_action):
        found.append("NotAction")
    return found


def of_trust(policy, context):
    trust = AssumeRolePolicyDocument(policy, context.get("account"))
    # That a compute service assumes a role is told for information, not as something wrong.
    told = {
        "AssumableByCrossAccountPrincipal": trust.role_assumable_by_cross_account_principals,
        "AssumableByAnyPrincipal": trust.role_assumable_by_any_principal,
        "AssumableByAnyPrincipalWithConditions": trust.role_assumable_by_any_principal_with_conditions,
    }
    return [name for name, principals in told.items() if principals]


def of_resource(policy, _context):
    return ["InternetAccessible"] if ResourcePolicyDocument(policy).internet_accessible_actions else []


JUDGES = {"trust": of_trust, "resource": of_resource}

findings, crashes = [], []
for document in json.load(sys.stdin):
    name = document["id"]
    try:
        judge = JUDGES.get(document["kind"], of_identity)
        with contextlib.redirect_stdout(sys.stderr):  # it prints notes of its own
            found = judge(json.loads(document["text"]), document.get("context", {}))
        findings += [{"document": name, "statement": None, "id": one} for one in found]
    except Exception:
        crashes.append(name)
json.dump({"findings": findings, "crashes": crashes}, sys.stdout)
