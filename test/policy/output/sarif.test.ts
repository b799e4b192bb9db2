import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import * as fc from "fast-check";
import { sarif, type FilePlace } from "../../../policy/output/sarif";
import { rules } from "../../../policy/registry";
import type { Report } from "../../../policy/report";
import { anyReports, BUCKET, expired, inFile, ROLE, untagged, wildcard, worstFirst } from "./reports";

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly unknown[];
  readonly partialFingerprints: { readonly "multistage/v1": string };
}
interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly Result[];
}

const schemaFile = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const ajv = addFormats(new Ajv({ allErrors: true, strict: false, unicodeRegExp: false }));
const isValid = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")) as object);

/** The only run of the log, which is held to the official schema. */
function logged(reports: readonly Report[], places?: ReadonlyMap<string, FilePlace>): Run {
  const options = { version: "1.2.3", rules };
  const text = sarif(reports, places === undefined ? options : { ...options, places });
  const log = JSON.parse(text) as { runs: Run[] };
  assert.ok(isValid(log), ajv.errorsText(isValid.errors));
  const [run, ...others] = log.runs;
  assert.equal(others.length, 0);
  return run!;
}

function fingerprints(...reports: Report[]): string[] {
  return logged(reports).results.map((result) => result.partialFingerprints["multistage/v1"]);
}

describe("findings as SARIF", () => {
  it("have the place in a file, which is no part of what tells them apart", () => {
    const [result] = logged([inFile]).results;
    assert.deepEqual(result?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: "policies/web.json" },
          region: { startLine: 12, startColumn: 7 },
        },
      },
    ]);
    assert.deepEqual(fingerprints(inFile), fingerprints({ ...inFile, line: 1, column: 1 }));
  });

  it("are valid by the official schema, whatever they say and wherever they are", () => {
    const anyPlace = fc.record(
      {
        file: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("C:/a b.ts", "/x/y.ts", "../z.ts", "")),
        line: fc.oneof(fc.integer(), fc.double()),
        column: fc.integer(),
      },
      { requiredKeys: ["file"] },
    );
    fc.assert(
      fc.property(anyReports, fc.array(anyPlace, { minLength: 1 }), (reports, places) => {
        const each = reports.map(({ urn }, index) => [urn, places[index % places.length]!] as const);
        const { results, tool } = logged(reports, new Map(each));
        assert.equal(results.length, reports.length);
        for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
        assert.equal(new Set(fingerprints(...reports)).size, reports.length);
      }),
    );
  });

  it("are an empty list when there are none, beside every rule with what it says of itself", () => {
    const { results, tool } = logged([]);
    assert.deepEqual(results, []);
    assert.deepEqual(
      tool.driver.rules,
      rules.map(({ id, description, reason, remedy, level, severity }) => ({
        id,
        shortDescription: { text: description },
        fullDescription: { text: `${description} ${reason}` },
        help: { text: `${reason} ${remedy}`, markdown: `${reason}\n\n${remedy}` },
        defaultConfiguration: { level: level === "mandatory" ? "error" : "warning" },
        properties: { severity, documentation: `docs/rules.md#${id}` },
      })),
    );
  });

  it("are results with levels, where they are, and rules that only the findings know", () => {
    const places = new Map<string, FilePlace>([
      [ROLE, { file: "stacks/ro les.ts", line: 12, column: 3 }],
      [BUCKET, { file: "dev.json" }],
    ]);
    const { results, tool } = logged(worstFirst, places);
    assert.deepEqual(tool.driver.rules.at(-1), { id: "suppressions" });
    assert.deepEqual(
      results.map(({ ruleId, level }) => `${level} ${ruleId}`),
      [
        "error no-administrator-wildcard",
        "error required-tags",
        "warning no-administrator-wildcard",
        "warning suppressions",
      ],
    );
    assert.deepEqual(results[0]?.locations, [
      {
        logicalLocations: [{ name: "web", fullyQualifiedName: ROLE, kind: "resource" }],
        physicalLocation: {
          artifactLocation: { uri: "stacks/ro%20les.ts" },
          region: { startLine: 12, startColumn: 3 },
        },
      },
    ]);
    assert.deepEqual(results[1]?.locations, [
      {
        logicalLocations: [{ name: "uploads", fullyQualifiedName: BUCKET, kind: "resource" }],
        physicalLocation: { artifactLocation: { uri: "dev.json" } },
      },
    ]);
    assert.deepEqual(results[3]?.locations, [
      { physicalLocation: { artifactLocation: { uri: "team/policy%20file.yaml" } } },
    ]);
    assert.equal(
      results[0].message.text,
      `${wildcard.message}\nWhat would pass:\n${wildcard.fix ?? "nothing"}`,
    );
  });

  it("make no link of what stands in a message", () => {
    const [result] = logged([{ ...untagged, message: "got [click](https://evil)" }]).results;
    assert.equal(result?.message.text, "got [click] (https://evil)");
  });

  it("keep their fingerprint when value, wording and level change, and have another for another property", () => {
    const [first] = fingerprints(untagged);
    assert.match(first ?? "", /^[0-9a-f]{32}:1$/);
    const reworded = { ...untagged, message: "tags: must be otherwise, got nothing; add it" };
    assert.deepEqual(fingerprints({ ...reworded, level: "advisory", severity: "low" }), [first]);
    assert.notDeepEqual(fingerprints({ ...untagged, message: "tagsAll: must be given" }), [first]);
    assert.notDeepEqual(fingerprints({ ...untagged, urn: ROLE }), [first]);
    assert.deepEqual(fingerprints(untagged, reworded, expired).slice(0, 2), [
      first,
      first?.replace(":1", ":2"),
    ]);
  });
});
