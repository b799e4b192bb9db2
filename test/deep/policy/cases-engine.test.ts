import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CustomResource, interpolate, ProviderResource, type Input } from "@pulumi/pulumi";
import { policyPack } from "../../../cli/policy-pack";
import { rules } from "../../../policy/registry";
import { isList, isValues, type Value, type Values } from "../../../policy/value";
import { ENGINE_TIMEOUT } from "../../helpers/engine";
import { localStack } from "../../helpers/local-stack";
import { temporaryFolder } from "../../helpers/temporary-folder";
import type { Cases, Declared, StackCase } from "../../policy/cases/case";
import { casesOf, stackCasesOf } from "../../policy/cases/of-rule";
import { REFERENCE } from "../../policy/stack-in-preview";

/** A case of either kind, declared in one program with all others. */
interface Shown {
  readonly rule: string;
  readonly that: string;
  readonly isFailing: boolean;
  readonly stack: string;
  readonly resources: Readonly<Record<string, Declared>>;
}

const shown: readonly Shown[] = rules.flatMap((rule) => {
  const { id } = rule;
  const {
    passing,
    failing,
    stack = "dev",
  }: Cases<StackCase> = "check" in rule ? alone(id) : stackCasesOf(id);
  const of = (isFailing: boolean) => (one: StackCase) => ({ ...one, rule: id, isFailing, stack });
  return [...passing.map(of(false)), ...failing.map(of(true))];
});

function alone(id: string): Cases<StackCase> {
  const { passing, failing, ...others } = casesOf(id);
  const [firstPassing, ...morePassing] = passing;
  const [firstFailing, ...moreFailing] = failing;
  const of = ({ that, ...it }: typeof firstPassing): StackCase => ({ that, resources: { it } });
  return {
    ...others,
    passing: [of(firstPassing), ...morePassing.map(of)],
    failing: [of(firstFailing), ...moreFailing.map(of)],
  };
}

/** Nothing stops the preview: it is to come to the rules on the whole stack. */
const configuration = {
  all: { level: "advisory" },
  rules: Object.fromEntries(rules.map(({ id }) => [id, casesOf(id).settings ?? {}])),
};

/** By the name of a resource, the rules that said something of it. */
type Found = ReadonlyMap<string, ReadonlySet<string>>;

/** The names of a case's resources begin with its place among all. */
const nameOf = (one: Shown, name: string): string => `case${shown.indexOf(one)}-${name}`;

async function previewed(stackName: string): Promise<Found> {
  const found = new Map<string, Set<string>>();
  const cases = shown.filter(({ stack }) => stack === stackName);
  const program = (): Promise<void> => {
    for (const one of cases) declare(one);
    return Promise.resolve();
  };
  const local = await localStack(program, { stackName });
  try {
    const file = join(temporaryFolder(), "policy.json");
    writeFileSync(file, JSON.stringify(configuration));
    local.stack.workspace.envVars["MULTISTAGE_POLICY"] = file;
    await local.stack.preview({
      policyPacks: [policyPack()],
      onEvent: ({ policyEvent: event }) => {
        if (event === undefined) return;
        const name = event.resourceUrn?.split("::").at(-1) ?? "";
        found.set(name, (found.get(name) ?? new Set()).add(event.policyName));
      },
    });
  } finally {
    local.close();
  }
  return found;
}

/** Of any type; an output that somebody asks for is there. */
class Resource extends CustomResource {
  readonly [output: string]: unknown;
}
class Provider extends ProviderResource {}

/** Its names are its own, so that no other case's log group or function is taken for one of its. */
function declare(one: Shown): void {
  const made: Record<string, Resource> = {};
  const own = (text: string): string => text.replaceAll("shop-", `shop${shown.indexOf(one)}-`);
  const isStack = Object.keys(one.resources).some((name) => name !== "it");
  const asked = [...JSON.stringify(one.resources).matchAll(REFERENCE)];
  for (const [name, declared] of Object.entries(one.resources)) {
    const { type, inputs, isProtected: protect = false, provider } = declared;
    const given: Record<string, Input<unknown>> = {};
    for (const [, of, output = ""] of asked) if (of === name) given[output] = undefined;
    Object.assign(given, linked(inputs, made, isStack ? own : (text) => text));
    const beside =
      provider === undefined
        ? {}
        : {
            provider: new Provider("aws", nameOf(one, "provider"), { ...provider, region: "ap-northeast-2" }),
          };
    made[name] = new Resource(type, nameOf(one, name), given, { protect, ...beside });
  }
}

function linked(
  values: Values,
  made: Readonly<Record<string, Resource>>,
  own: (text: string) => string,
): Record<string, Input<unknown>> {
  const link = (value: Value): unknown => {
    if (isList(value)) return value.map(link);
    if (isValues(value)) return linked(value, made, own);
    if (typeof value !== "string") return value;
    const parts = value.split(REFERENCE);
    if (parts.length === 1) return own(value);
    // Text, and by turns the name of a resource, one of its outputs, and text again.
    const texts = parts.filter((_, index) => index % 3 === 0).map(own);
    const outputs = parts.flatMap((part, index) =>
      index % 3 === 1 ? [made[part]?.[parts[index + 1] ?? ""]] : [],
    );
    return interpolate(texts as unknown as TemplateStringsArray, ...outputs);
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, link(value)]));
}

describe("every rule, in a preview of the real engine,", () => {
  const found = new Map<string, Found>();
  before(async function () {
    this.timeout(2 * ENGINE_TIMEOUT);
    for (const stack of new Set(shown.map((one) => one.stack))) found.set(stack, await previewed(stack));
  });

  for (const one of shown)
    it(`${one.rule} ${one.isFailing ? "finds" : "lets pass"} what ${one.that}`, () => {
      const said = Object.keys(one.resources).filter((name) =>
        found.get(one.stack)?.get(nameOf(one, name))?.has(one.rule),
      );
      assert.equal(said.length > 0, one.isFailing, said.join());
    });
});
