import assert from "node:assert/strict";
import * as fc from "fast-check";
import { jsonFindings } from "../../../policy/output/json";
import { markdown } from "../../../policy/output/markdown";
import { compareReports, inOrder } from "../../../policy/output/order";
import { sarif } from "../../../policy/output/sarif";
import { textLines } from "../../../policy/output/text";
import { rules } from "../../../policy/registry";
import type { Report } from "../../../policy/report";
import { OFTEN } from "../../helpers/property-runs";
import { anyReports, anyTwoOrders, untagged, wildcard, worstFirst } from "./reports";

describe("the order of findings", () => {
  it("is the same whatever order they came in, to the byte and in every output", () => {
    const outputs: readonly ((reports: readonly Report[]) => string)[] = [
      (reports) => textLines(reports).join("\n"),
      (reports) => JSON.stringify(jsonFindings(reports)),
      (reports) => sarif(reports, { version: "1.0.0", rules }),
      markdown,
    ];
    fc.assert(
      fc.property(anyTwoOrders, ([one, other]) => {
        for (const output of outputs) assert.equal(output(one), output(other));
      }),
      OFTEN,
    );
  });

  it("is one for any two findings, and equal only for equal ones", () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        for (const a of reports)
          for (const b of reports) {
            const way = compareReports(a, b);
            assert.equal(Math.sign(way), -Math.sign(compareReports(b, a)) + 0);
            if (way === 0) assert.deepEqual(jsonFindings([a]), jsonFindings([b]));
          }
      }),
      OFTEN,
    );
  });

  it("has the worst first: by level, then severity, rule, resource, message and the rest", () => {
    assert.deepEqual(inOrder(worstFirst.toReversed()), worstFirst);
    const other: readonly Report[] = [
      { ...untagged, rule: "a" },
      { ...untagged, rule: "b", urn: "a" },
      { ...untagged, rule: "b", urn: "b", message: "a" },
      { ...untagged, rule: "b", urn: "b", message: "b", actions: ["a"] },
      { ...untagged, rule: "b", urn: "b", message: "b", actions: ["b"] },
      { ...wildcard, level: "advisory" },
      { ...untagged, level: "advisory", severity: "high" },
    ];
    assert.deepEqual(inOrder(other.toReversed()), other);
  });
});
