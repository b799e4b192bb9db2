import assert from "node:assert/strict";
import { jsonFindings } from "../../../policy/output/json";
import { BUCKET, ROLE, inFile, worstFirst } from "./reports";

describe("findings for programs", () => {
  it("are an empty list when there are none", () => {
    assert.deepEqual(jsonFindings([]), []);
  });

  it("have the URN or the file, and of the rest only what says something", () => {
    assert.deepEqual(jsonFindings(worstFirst), [
      {
        urn: ROLE,
        rule: "no-administrator-wildcard",
        severity: "critical",
        level: "mandatory",
        message: "policy.Statement[1]: must be limited, got Allow of every action; name the actions",
        statement: "Statement[1]",
        actions: ["iam:*", "s3:*"],
        fix: '{\n  "Action": "s3:GetObject"\n}',
      },
      {
        urn: BUCKET,
        rule: "required-tags",
        severity: "medium",
        level: "mandatory",
        message: "tags: must be given with Owner, got no Owner; add it",
      },
      {
        urn: ROLE,
        rule: "no-administrator-wildcard",
        severity: "low",
        level: "advisory",
        message: "policy: not evaluated: encrypted",
      },
      {
        file: "team/policy file.yaml",
        rule: "suppressions",
        severity: "low",
        level: "advisory",
        message: "suppressions[0]: must be in force, got expired on 2026-01-01; remove it",
      },
    ]);
  });

  it("says where in a file, as numbers", () => {
    const [finding] = jsonFindings([inFile]);
    const { urn: file, ...others } = inFile;
    assert.deepEqual(finding, { file, ...others });
  });
});
