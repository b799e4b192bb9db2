import assert from "node:assert/strict";
import * as fc from "fast-check";
import { markdown } from "../../../policy/output/markdown";
import { OFTEN } from "../../helpers/property-runs";
import { anyReports, inFile, untagged, wildcard, worstFirst } from "./reports";

const many = (count: number, message = ""): (typeof untagged)[] =>
  Array.from({ length: count }, (_, index) => ({ ...untagged, message: `${index}${message}` }));
const rowsOf = (text: string): string[] => text.split("\n").filter((line) => line.startsWith("| "));

describe("findings on a pull request", () => {
  it("says so when there are none", () => {
    assert.equal(markdown([]), "### multistage audit: no findings\n");
  });

  it("has a row of five cells for each, whatever stands in it, and mentions, links and formats nothing", () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        const rows = rowsOf(markdown(reports));
        assert.equal(rows.length, reports.length === 0 ? 0 : reports.length + 2);
        for (const row of rows) assert.equal(row.split("|").length, 7, row);
        for (const row of rows.slice(2)) {
          const shown = row.replaceAll(/<code>|<\/code>|<br>|\*\*mandatory\*\*/g, "");
          assert.doesNotMatch(shown.slice(1, -1).replaceAll(" | ", ""), /[<>@`*_[\]\\~|]|&(?!#\d+;|nbsp;)/);
        }
      }),
      OFTEN,
    );
  });

  it("has a headline with counts and a table, the worst first", () => {
    const lines = markdown(worstFirst.toReversed()).split("\n");
    assert.deepEqual(lines.slice(0, 5), [
      "### multistage audit: 4 findings in 2 resources and 1 file: 2 mandatory (1 critical, 1 medium), 2 advisory (2 low)",
      "",
      "| Level | Severity | Rule | Resource | Finding |",
      "| --- | --- | --- | --- | --- |",
      "| **mandatory** | critical | <code>no-administrator-wildcard</code> | <code>aws:iam/role:Role web, prod of shop</code> | <code>policy.Statement&#91;1&#93;: must be limited, got Allow of every action; name the actions</code><br>in <code>Statement&#91;1&#93;, iam:&#42;, s3:&#42;</code><br>what would pass:<br><code>&#123;</code><br><code>&nbsp;&nbsp;&#34;Action&#34;: &#34;s3:GetObject&#34;</code><br><code>&#125;</code> |",
    ]);
    assert.equal(lines.length, 9);
  });

  it("says where in a file", () => {
    assert.match(markdown([inFile]), /\| <code>policies\/web\.json:12:7<\/code> \|/);
  });

  it("folds more than twenty", () => {
    assert.ok(!markdown(many(20)).includes("<details>"));
    const text = markdown(many(21));
    assert.match(text, /\n<details>\n<summary>21 findings<\/summary>\n\n\| Level[^]*\n\n<\/details>\n$/);
  });

  it("stays below what a comment may have, and counts what has no room", () => {
    const text = markdown([wildcard, ...many(500, "x".repeat(500))]);
    assert.ok(text.length < 65_536 && text.length > 50_000, String(text.length));
    const left = 501 - (rowsOf(text).length - 2);
    assert.ok(text.endsWith(`\n${left} more: the other formats have them all.\n`), text.slice(-200));
    assert.ok(text.includes("### multistage audit: 501 findings in 2 resources: 501 mandatory"));
    assert.ok(markdown(many(1, "x".repeat(70_000))).length < 1000);
  });
});
