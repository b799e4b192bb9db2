/** Inputs of any shape, and what a preview shows of them: some values, anywhere, are unknown. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { isGiven } from "../../policy/aws/input";
import type { Finding, ResourceRule } from "../../policy/rule";
import { UNKNOWN, type Value, type Values } from "../../policy/value";
import { OFTEN } from "../helpers/property-runs";
import { judge, type Told } from "./judge";

/** What is so, and what of it is known. */
interface Both<V extends Value = Value> {
  readonly known: V;
  readonly seen: V;
}

/** With these names at any depth, and these values among others. What is not known yet turns out to be something. */
function anyValues(names: readonly string[], values: readonly Value[]): fc.Arbitrary<Both<Values>> {
  const leaf: fc.Arbitrary<Value> = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Value>(...values) },
    fc.constantFrom<Value>("", "*", "{", null, undefined, true, false, "true", 0, -1),
    fc.json(),
  );
  const { node } = fc.letrec<{ node: Both }>((tie) => ({
    node: fc
      .tuple(
        fc.oneof(
          { maxDepth: 5 },
          leaf.map((value): Both => ({ known: value, seen: value })),
          fc.array(tie("node"), { maxLength: 3 }).map(listed),
          fc.dictionary(fc.constantFrom(...names), tie("node"), { maxKeys: 5 }).map(named),
        ),
        fc.integer({ min: 0, max: 5 }),
      )
      .map(([both, chance]): Both =>
        chance === 0 && isGiven(both.known) ? { ...both, seen: UNKNOWN } : both,
      ),
  }));
  return fc.dictionary(fc.constantFrom(...names), node).map(named);
}

function listed(nodes: readonly Both[]): Both {
  return { known: nodes.map(({ known }) => known), seen: nodes.map(({ seen }) => seen) };
}

function named(nodes: Readonly<Record<string, Both>>): Both<Values> {
  const entries = Object.entries(nodes);
  return {
    known: Object.fromEntries(entries.map(([name, { known }]) => [name, known])),
    seen: Object.fromEntries(entries.map(([name, { seen }]) => [name, seen])),
  };
}

/** Where it is violated, and where it cannot be evaluated yet, which is marked so. */
export function places(findings: readonly Finding[]): string[] {
  return findings.map((finding) =>
    "problem" in finding ? finding.problem.property : `? ${finding.notEvaluated}`,
  );
}

/** Two properties that every rule must have, tried on inputs with its own names and values. */
export function itIsSound(
  rule: ResourceRule,
  names: readonly string[],
  values: readonly Value[],
  told: Told = {},
): void {
  const type = fc.constantFrom(...rule.types);
  const inputs = anyValues(names, values);
  const isProtected = fc.boolean();

  it("never throws, whatever the inputs", () => {
    fc.assert(
      fc.property(type, inputs, (one, { known, seen }) => {
        for (const inputs of [known, seen])
          assert.ok(Array.isArray(judge(rule, { type: one, inputs }, told)));
      }),
      OFTEN,
    );
  });

  it("finds in a preview nothing that is right, and misses nothing without saying so", () => {
    fc.assert(
      fc.property(type, inputs, isProtected, (one, { known, seen }, protect) => {
        const now = places(judge(rule, { type: one, inputs: seen, isProtected: protect }, told));
        const later = places(judge(rule, { type: one, inputs: known, isProtected: protect }, told));
        const found = now.filter((place) => !place.startsWith("?"));
        assert.deepEqual(
          found.filter((place) => !later.includes(place)),
          [],
        );
        if (found.length === now.length) assert.deepEqual(now, later);
        assert.deepEqual(
          later.filter((place) => place.startsWith("?")),
          [],
        );
      }),
      OFTEN,
    );
  });
}
