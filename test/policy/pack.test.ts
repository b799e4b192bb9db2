import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { noAdministratorWildcard } from "../../policy/rules/no-administrator-wildcard";
import { requiredTags } from "../../policy/rules/required-tags";
import { ROOT } from "../helpers/command-line";
import { startPack, type RunningPack } from "./running-pack";

/** How the engine writes an unknown, and a secret. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (value: string): { [key: string]: string } => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

const good = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const TAGS = `required-tags: ${requiredTags.description}`;
const WILDCARD = `no-administrator-wildcard: ${noAdministratorWildcard.description}`;
const LATER =
  "not evaluated: depends on what this update has yet to make; it is evaluated then, before this resource is made";

describe("the compiled policy pack", () => {
  let pack: RunningPack;
  before(async () => {
    pack = await startPack();
  });
  after(() => pack.close());
  afterEach(() => pack.configure({}));

  const vpc = (inputs = {}, provider?: Record<string, string>): Promise<string[]> =>
    pack.analyze("aws:ec2/vpc:Vpc", inputs, provider);
  const policy = (document: string | object): Promise<string[]> =>
    pack.analyze("aws:iam/policy:Policy", { policy: document as string, tags: good });

  it("stops what violates a rule, with the rule's sentence and everything that is wrong", async () => {
    assert.deepEqual(await vpc({ tags: { ...good, Owner: "" } }), [
      `MANDATORY ${TAGS}\ntags: must be given with Project, Stage, Owner, CostCenter, ManagedBy, none of them empty, got an empty Owner; add them here, or to defaultTags of the provider`,
    ]);
    assert.deepEqual(await policy({ Statement: [everything] }), [
      `MANDATORY ${WILDCARD}\npolicy.Statement[0]: must be limited to the actions and resources that are needed, got Allow of every action on every resource; name the actions, and the resources by their ARNs`,
    ]);
  });

  it("tells of what a preview cannot evaluate, and stops nothing for it", async () => {
    assert.deepEqual(await vpc({ tags: UNKNOWN }), [`ADVISORY ${TAGS}\ntags: ${LATER}`]);
    assert.deepEqual(await policy(UNKNOWN), [`ADVISORY ${WILDCARD}\npolicy: ${LATER}`]);
    assert.deepEqual(await policy({ Statement: [{ ...everything, Resource: [UNKNOWN] }] }), [
      `ADVISORY ${WILDCARD}\npolicy.Statement[0]: ${LATER}`,
    ]);
  });

  it("takes tags whose values are unknown or secret, beside inputs that are no plain data", async () => {
    const archive = { "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", path: "a.zip" };
    const tags = { ...good, Owner: UNKNOWN, CostCenter: secret("42") };
    assert.deepEqual(
      await pack.analyze("aws:lambda/function:Function", { code: archive, tags, tagsAll: UNKNOWN }),
      [],
    );
  });

  it("counts the default tags of the provider as the engine hands them over", async () => {
    assert.deepEqual(await vpc({}, { defaultTags: JSON.stringify({ tags: good }) }), []);
    assert.deepEqual(await vpc({}, { defaultTags: UNKNOWN }), [`ADVISORY ${TAGS}\ntags: ${LATER}`]);
  });

  it("has nothing to say about what is not of AWS or takes no tags", async () => {
    for (const type of ["random:index/randomId:RandomId", "aws:iam/accessKey:AccessKey", "constructor"])
      assert.deepEqual(await pack.analyze(type, {}), []);
  });

  it("does with each rule what its configuration says", async () => {
    await pack.configure({ "required-tags": "ADVISORY", "no-administrator-wildcard": "DISABLED" });
    assert.match((await vpc()).join(), /^ADVISORY required-tags: /);
    assert.deepEqual(await policy({ Statement: everything }), []);
    assert.deepEqual(await policy(UNKNOWN), []);
  });

  it("carries the version of the package, and every rule as mandatory", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    const info = await pack.info();
    assert.deepEqual([info.name, info.version], ["multistage", version]);
    const rules = info.policiesList.map(({ name, enforcementlevel }) => [name, enforcementlevel]);
    assert.deepEqual(rules, [
      ["no-administrator-wildcard", 1],
      ["required-tags", 1],
    ]);
  });
});
