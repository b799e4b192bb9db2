import assert from "node:assert/strict";
import { join } from "node:path";
import { rules } from "../../policy/registry";
import { startPack, unknown, type Declared, type RunningPack } from "../../policy/testing/pack";
import { isList, isValues, UNKNOWN, type Value } from "../../policy/value";
import type { Value as OnWire, Values as AllOnWire } from "../../wire/values";
import { ROOT } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";
import type { Declared as InCase } from "./cases/case";
import { casesOf, stackCasesOf } from "./cases/of-rule";
import { stackInPreview } from "./stack-in-preview";

const FOLDER = join(ROOT, "dist", "policy");

describe("the compiled policy pack, asked over its wire,", () => {
  const packs = new Map<string, RunningPack>();
  before(async () => {
    for (const stack of ["dev", "prod"])
      packs.set(stack, await startPack(FOLDER, { stack, cwd: temporaryFolder() }));
  });
  after(() => Promise.all([...packs.values()].map((pack) => pack.close())));

  for (const rule of rules) {
    const { id } = rule;
    const { stack = "dev", settings = {} } = "check" in rule ? casesOf(id) : stackCasesOf(id);
    const asked = async (
      ask: (pack: RunningPack) => ReturnType<RunningPack["analyze"]>,
    ): Promise<boolean> => {
      const pack = packs.get(stack)!;
      await pack.configure({ [id]: settings });
      return (await ask(pack)).some((said) => said.rule === id);
    };

    if ("check" in rule) {
      const { passing, failing } = casesOf(id);
      const isFound = (one: InCase): Promise<boolean> => asked((pack) => pack.analyze(declared(one)));
      it(`finds what ${id} is to find, and nothing else of it`, async () => {
        for (const one of passing) assert.equal(await isFound(one), false, one.that);
        for (const one of failing) assert.equal(await isFound(one), true, one.that);
      });
    } else {
      const { passing, failing } = stackCasesOf(id);
      const isFound = (resources: Readonly<Record<string, InCase>>): Promise<boolean> =>
        asked((pack) => pack.analyzeStack(together(resources)));
      it(`finds what ${id} is to find in a stack, and nothing else of it`, async () => {
        for (const one of passing) assert.equal(await isFound(one.resources), false, one.that);
        for (const one of failing) assert.equal(await isFound(one.resources), true, one.that);
      });
    }
  }
});

function declared({ type, inputs, isProtected: protect = false, provider }: InCase): Declared {
  const beside = provider === undefined ? {} : { provider: onWire(provider) as AllOnWire };
  return { type, inputs: onWire(inputs) as AllOnWire, protect, ...beside };
}

/** A stack as a preview knows it. */
function together(resources: Readonly<Record<string, InCase>>): readonly Declared[] {
  return stackInPreview(resources).map(({ name, inputs, propertyDependencies, ...one }) => ({
    ...declared({ ...one, inputs }),
    name,
    dependsOn: Object.fromEntries(
      Object.entries(propertyDependencies).map(([input, urns]) => [
        input,
        urns.map((urn) => urn.split("::").at(-1) ?? ""),
      ]),
    ),
  }));
}

function onWire(value: Value): OnWire {
  if (value === UNKNOWN) return unknown;
  if (isList(value)) return value.map(onWire);
  if (isValues(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, onWire(one)]])),
    );
  return value ?? null;
}
