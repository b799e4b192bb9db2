import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { action } from "../../../../policy/iam/data/services";
import { changes } from "../../../../policy/iam/data/matching";
import { ACTIONS_USED, CHANGES, READS } from "../../../../runtime/release/aws/actions-used";
import { ROOT } from "../../../helpers/command-line";

describe("the table of calls to AWS", () => {
  it("has those that the sources make, and no others", () => {
    const folder = join(ROOT, "runtime/release/aws");
    const made = readdirSync(folder)
      .filter((name) => name !== "actions-used.ts")
      .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/"([a-z0-9]+:[A-Z]\w+)"/g)])
      .map(([, call]) => call);
    assert.deepEqual([...new Set(made)].sort(), Object.keys(ACTIONS_USED).sort());
  });

  it("names IAM actions as AWS does", () => {
    const named = Object.values(ACTIONS_USED).flatMap((used) => [
      ...used.iam,
      ...("implied" in used ? used.implied : []),
    ]);
    assert.deepEqual(
      named.filter((name) => {
        const found = action(name);
        return found === undefined || `${found.service}:${found.name}` !== name;
      }),
      [],
    );
  });

  it("tells reads from changes as IAM does, but that a question to a function is a read here", () => {
    const isChange = (name: string): boolean => changes(action(name)!);
    assert.deepEqual(
      Object.values(READS)
        .flatMap(({ iam }) => iam)
        .filter(isChange),
      ["lambda:InvokeFunction"],
    );
    assert.ok(
      Object.values(CHANGES)
        .flatMap(({ iam }) => iam)
        .every(isChange),
    );
  });
});
