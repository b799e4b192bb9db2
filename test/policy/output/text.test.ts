import assert from "node:assert/strict";
import * as fc from "fast-check";
import { textLines } from "../../../policy/output/text";
import { OFTEN } from "../../helpers/property-runs";
import { anyReports, BUCKET, inFile, untagged, worstFirst } from "./reports";

describe("findings for people", () => {
  it("says so when there are none", () => {
    assert.deepEqual(textLines([]), ["no findings"]);
  });

  it("lets nothing through that moves the cursor or turns the writing", () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        for (const line of textLines(reports)) assert.doesNotMatch(line, /(?!\t)[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      OFTEN,
    );
    const [, line] = textLines([{ ...untagged, message: "tags: got \u001b[2J\u202eevil\r\nfine" }]);
    assert.equal(
      line,
      "  mandatory, medium, required-tags: tags: got \\u{1b}[2J\\u{202e}evil\\u{d}\\u{a}fine",
    );
  });

  it("groups them by resource, the one with the worst finding first, and counts them", () => {
    assert.equal(
      textLines(worstFirst).join("\n"),
      `aws:iam/role:Role web, prod of shop
  mandatory, critical, no-administrator-wildcard: policy.Statement[1]: must be limited, got Allow of every action; name the actions
    in Statement[1], iam:*, s3:*
    what would pass:
      {
        "Action": "s3:GetObject"
      }
  advisory, low, no-administrator-wildcard: policy: not evaluated: encrypted

aws:s3/bucket:Bucket uploads, prod of shop
  mandatory, medium, required-tags: tags: must be given with Owner, got no Owner; add it

team/policy file.yaml
  advisory, low, suppressions: suppressions[0]: must be in force, got expired on 2026-01-01; remove it

4 findings in 2 resources and 1 file: 2 mandatory (1 critical, 1 medium), 2 advisory (2 low)`,
    );
  });

  it("begins a finding in a file with its place, as terminals open it, in the file's own order", () => {
    const { column, ...rest } = inFile;
    assert.equal(column, 7);
    const withoutColumn = { ...rest, line: 3, message: "a", statement: "S" };
    const odd = { ...inFile, urn: "a\u202eb.json", message: "b" };
    assert.deepEqual(textLines([inFile, withoutColumn, odd]), [
      "a\\u{202e}b.json",
      "  a\\u{202e}b.json:12:7: advisory, medium, resource-wildcard: b",
      "    in Uploads",
      "",
      "policies/web.json",
      "  policies/web.json:3: advisory, medium, resource-wildcard: a",
      "    in S",
      "  policies/web.json:12:7: advisory, medium, resource-wildcard: Statement[2].Resource: must be narrower, got *; name the resources",
      "    in Uploads",
      "",
      "3 findings in 2 files: 3 advisory (3 medium)",
    ]);
  });

  it("tells resources of one type and name apart by their URNs", () => {
    const twin = BUCKET.replace("::aws:", "::shop:index:Store$aws:");
    const titles = textLines([untagged, { ...untagged, urn: twin }]).filter((line) => !line.startsWith(" "));
    assert.deepEqual(titles, [BUCKET, "", twin, "", "2 findings in 2 resources: 2 mandatory (2 medium)"]);
  });

  it("colours what it is given colours for", () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const colours = { bold: mark("b"), red: mark("r"), yellow: mark("y"), dim: mark("d") };
    const lines = textLines([untagged, { ...untagged, level: "advisory", statement: "S" }], colours);
    assert.deepEqual(lines.slice(0, 4), [
      "<b>aws:s3/bucket:Bucket uploads, prod of shop</b>",
      "  <r>mandatory, medium</r>, required-tags: tags: must be given with Owner, got no Owner; add it",
      "  <y>advisory, medium</y>, required-tags: tags: must be given with Owner, got no Owner; add it",
      "<d>    in S</d>",
    ]);
  });
});
