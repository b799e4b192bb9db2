import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy/registry";
import { noAdministratorWildcard } from "../../policy/rules/no-administrator-wildcard";
import { requiredTags } from "../../policy/rules/required-tags";
import { secret, startPack, unknown, type Declared, type RunningPack } from "../../policy/testing/pack";
import { Asset, type Values } from "../../wire/values";
import { ROOT } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";

const FOLDER = join(ROOT, "dist", "policy");
const FILE = join(FOLDER, "multistage-policy");

const good = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const LATER =
  "not evaluated: depends on what this update has yet to make; it is evaluated then, before this resource is made";

describe("the compiled policy pack", () => {
  let pack: RunningPack;
  before(async () => {
    pack = await startPack(FOLDER, { cwd: temporaryFolder() });
  });
  after(() => pack.close());
  afterEach(() => pack.configure({}));

  /** `level rule: message` of what one of the first rules says. */
  async function analyze(declared: Declared): Promise<string[]> {
    const said = await pack.analyze(declared);
    return said
      .filter(({ rule }) => rule === requiredTags.id || rule === noAdministratorWildcard.id)
      .map(({ level, rule, message }) => `${level} ${rule}: ${message.split("\n").slice(1).join("\n")}`);
  }
  const vpc = (inputs: Values = {}, provider?: Values): Promise<string[]> =>
    analyze({ type: "aws:ec2/vpc:Vpc", inputs, ...(provider === undefined ? {} : { provider }) });
  const policy = (document: Values[string]): Promise<string[]> =>
    analyze({ type: "aws:iam/policy:Policy", inputs: { policy: document, tags: good } });

  it("stops what violates a rule, with the rule's sentence and everything that is wrong", async () => {
    const [said] = await pack.analyze({ type: "aws:ec2/vpc:Vpc", inputs: { tags: { ...good, Owner: "" } } });
    assert.deepEqual(said, {
      rule: "required-tags",
      level: "mandatory",
      severity: "medium",
      resource: "it",
      message:
        "Everything that takes tags has the tags everything must have.\n" +
        "tags: must be given with Project, Stage, Owner, CostCenter, ManagedBy, none of them empty, got an empty Owner; add them here, or to defaultTags of the provider",
    });
    assert.deepEqual(await policy({ Statement: [everything] }), [
      "mandatory no-administrator-wildcard: policy.Statement[0]: must be limited to the actions and resources that are needed, got Allow of every action on every resource; name the actions, and the resources by their ARNs",
    ]);
  });

  it("tells of what a preview cannot evaluate, and stops nothing for it unless it fails closed", async () => {
    assert.deepEqual(await vpc({ tags: unknown }), [`advisory required-tags: tags: ${LATER}`]);
    assert.deepEqual(await policy(unknown), [`advisory no-administrator-wildcard: policy: ${LATER}`]);
    assert.deepEqual(await policy({ Statement: [{ ...everything, Resource: [unknown] }] }), [
      `advisory no-administrator-wildcard: policy.Statement[0]: ${LATER}`,
    ]);
    await pack.configure({ "no-administrator-wildcard": { notEvaluated: "mandatory" } });
    assert.deepEqual(await policy(unknown), [`mandatory no-administrator-wildcard: policy: ${LATER}`]);
  });

  it("takes tags whose values are unknown or secret, beside inputs that are no plain data", async () => {
    const tags = { ...good, Owner: unknown, CostCenter: secret("42") };
    const code = new Asset("archive", "", { path: "a.zip" });
    const inputs = { code, tags, tagsAll: unknown };
    assert.deepEqual(await analyze({ type: "aws:lambda/function:Function", inputs }), []);
  });

  it("counts the default tags of the provider as the engine hands them over", async () => {
    assert.deepEqual(await vpc({}, { defaultTags: JSON.stringify({ tags: good }) }), []);
    assert.deepEqual(await vpc({}, { defaultTags: unknown }), [`advisory required-tags: tags: ${LATER}`]);
  });

  it("has nothing to say about what is not of AWS or takes no tags", async () => {
    for (const type of ["random:index/randomId:RandomId", "aws:iam/accessKey:AccessKey", "constructor"])
      assert.deepEqual(await pack.analyze({ type, inputs: {} }), []);
  });

  it("does with each rule what its configuration says, until it is told something else", async () => {
    await pack.configure({ "required-tags": "advisory", "no-administrator-wildcard": "disabled" });
    assert.match((await vpc()).join(), /^advisory required-tags: /);
    assert.deepEqual(await policy({ Statement: everything }), []);
    assert.deepEqual(await policy(unknown), []);
    await pack.configure({ "required-tags": { levels: { dev: "disabled" } } });
    assert.deepEqual(await vpc(), []);
  });

  it("changes nothing of a resource unless it is told to, and then what can be derived; the rest stays a finding", async () => {
    const derive = { Project: "{project}", Stage: "{stack}", ManagedBy: "pulumi" };
    const code = new Asset("archive", "h", { path: "a.zip", hash: "h" });
    const given = { Owner: secret("web"), Team: unknown };
    const inputs = { code, memorySize: unknown, tags: given, tagsAll: given };
    const declared = { type: "aws:lambda/function:Function", inputs };
    await pack.configure({ "required-tags": { derive } });
    assert.deepEqual(await pack.remediate(declared), []);
    await pack.configure({ "required-tags": { enforcementLevel: "remediate", derive } });
    const tags = { ...given, Project: "project", Stage: "dev", ManagedBy: "pulumi" };
    const after = { ...inputs, tags, tagsAll: tags };
    assert.deepEqual(await pack.remediate(declared), [{ rule: "required-tags", inputs: after, message: "" }]);
    assert.deepEqual(await analyze({ ...declared, inputs: after }), [
      "mandatory required-tags: tags: must be given with Project, Stage, Owner, CostCenter, ManagedBy, none of them empty, got no CostCenter; add them here, or to defaultTags of the provider",
    ]);
    assert.deepEqual(await pack.remediate({ ...declared, inputs: after }), []);
    assert.deepEqual(await pack.remediate({ ...declared, inputs: { tags: unknown } }), []);
  });

  it("puts right in the stages that its configuration names, and holds other rules at that level to be mandatory", async () => {
    await pack.configure({
      "required-tags": { levels: { dev: "remediate" }, derive: { Stage: "{stack}" } },
      "no-administrator-wildcard": "remediate",
    });
    const [remediation] = await pack.remediate({ type: "aws:ec2/vpc:Vpc", inputs: {} });
    assert.deepEqual(remediation?.inputs, { tags: { Stage: "dev" } });
    assert.match((await policy({ Statement: everything })).join(), /^mandatory no-administrator-wildcard: /);
  });

  it("is told nothing that it does not understand", async () => {
    await assert.rejects(
      pack.configure({ "required-tags": { notEvaluated: "sometimes", colour: "red" } }),
      /required-tags\.colour: must be one of .*\n?.*required-tags\.notEvaluated: must be one of advisory, mandatory, got "sometimes"; change it/s,
    );
  });

  it("reads a document of a megabyte and one of a thousand levels, and says what it can", async () => {
    const long = JSON.stringify({ Statement: [everything], Id: "a".repeat(1_000_000) });
    assert.equal((await policy(long)).length, 1);
    let deep: Values[string] = everything;
    for (let level = 0; level < 1000; level++) deep = [deep];
    assert.match((await policy({ Statement: deep })).join(), /no-administrator-wildcard/);
  });

  it("carries the version of the package, and every rule with its level", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    const info = await pack.info();
    assert.deepEqual([info.name, info.version], ["multistage", version]);
    assert.deepEqual(
      info.policiesList.map(({ name, enforcementlevel }) => [name, enforcementlevel]),
      rules.map(({ id, level }) => [id, level === "mandatory" ? 1 : 0]),
    );
  });
});

describe("the policy pack in one file", () => {
  const started = (cwd: string, env = {}): Promise<RunningPack> => startPack(FILE, { cwd, env });
  const vpc = { type: "aws:ec2/vpc:Vpc", inputs: { cidrBlock: "10.0.0.0/16" } };

  it("does not run with a configuration that it does not understand, and says which file", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "multistage-policy.yaml"), "rules: { untidy: {} }");
    await assert.rejects(
      started(folder),
      /^Error: the policy pack ended with 1:\nmultistage-policy.yaml: rules.untidy: must be one of /,
    );
    await assert.rejects(started(folder, { MULTISTAGE_POLICY: "none.yaml" }), /ended with 1:\n.*none.yaml/);
  });

  describe("with a tag policy in a file", () => {
    const folder = temporaryFolder();
    const team = join(folder, "team");
    const ID = "organization-tag-policy";
    const law = { tags: { Owner: { tag_key: { "@@assign": "Owner" }, tag_value: { "@@assign": ["web"] } } } };
    const configured = (policy: unknown): string => JSON.stringify({ rules: { [ID]: { policy } } });
    const env = { MULTISTAGE_POLICY: join("team", "policy.yaml") };
    const owned = { type: "aws:ec2/vpc:Vpc", inputs: { tags: { ...good, Owner: "nobody" } } };
    const found = async (pack: RunningPack): Promise<number> =>
      (await pack.analyze(owned)).filter(({ rule }) => rule === ID).length;
    before(() => {
      mkdirSync(team);
      writeFileSync(join(team, "law.json"), `\ufeff${JSON.stringify(law)}`);
      writeFileSync(join(folder, "here.json"), JSON.stringify(law));
      writeFileSync(join(team, "wrong.json"), '{ "tags": { "Owner": { "tag_kye": "Owner" } } }');
      writeFileSync(join(team, "torn.json"), '{ "tags": ');
    });

    it("does not run where the file is missing or malformed, and says which and what", async () => {
      const said: string[] = [];
      for (const file of ["none.json", "wrong.json", "torn.json", "."]) {
        writeFileSync(join(team, "policy.yaml"), configured(file));
        const pack = started(folder, env);
        await assert.rejects(pack, (error: Error) => said.push(error.message) > 0);
      }
      const start = `the policy pack ended with 1:\nteam/policy.yaml: rules.${ID}.policy: team`;
      assert.deepEqual(said, [
        `${start}/none.json: must be a file that can be read, got ENOENT; name another`,
        `${start}/wrong.json: tags.Owner.tag_kye: must be one of tag_key, tag_value, enforced_for, report_required_tag_for, got another property; mend it`,
        `${start}/torn.json: must be a tag policy of AWS Organizations, as a JSON object, got "{ \\"tags\\": "; mend it`,
        `${start}: must be a file that can be read, got EISDIR; name another`,
      ]);
    });

    it("reads it beside the configuration's file, and what the engine names in the folder it runs in", async () => {
      writeFileSync(join(team, "policy.yaml"), configured("law.json"));
      const beside = await started(folder, env);
      assert.equal(await found(beside), 1);
      await beside.close();
      const pack = await started(folder);
      assert.equal(await found(pack), 0);
      await pack.configure({ [ID]: { policy: "here.json" } });
      assert.equal(await found(pack), 1);
      await pack.configure({ [ID]: { policy: law } });
      assert.equal(await found(pack), 1);
      await pack.configure({ [ID]: { policy: JSON.stringify(law) } });
      assert.equal(await found(pack), 1);
      await assert.rejects(
        pack.configure({ [ID]: { policy: "law.json" } }),
        /organization-tag-policy\.policy: law\.json: must be a file that can be read, got ENOENT; name another/,
      );
      await pack.close();
    });
  });

  it("finds the configuration in the program's folder, or where the variable says", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "multistage-policy.yaml"), "rules: { required-tags: { level: advisory } }");
    writeFileSync(join(folder, "other.yaml"), "rules: { required-tags: { level: disabled } }");
    const levels: string[][] = [];
    for (const env of [{}, { MULTISTAGE_POLICY: join(folder, "other.yaml") }]) {
      const pack = await started(folder, env);
      levels.push((await pack.analyze(vpc)).map(({ rule, level }) => `${rule} ${level}`));
      await pack.close();
    }
    assert.deepEqual(levels, [["required-tags advisory"], []]);
  });

  it("finds the configuration beside Pulumi.yaml where the program lies in a folder below, and none beyond", async () => {
    const folder = temporaryFolder();
    const below = join(folder, "project", "program");
    mkdirSync(below, { recursive: true });
    writeFileSync(join(folder, "multistage-policy.yaml"), "rules: { required-tags: { level: disabled } }");
    const said: string[] = [];
    for (const file of ["Pulumi.yaml", "multistage-policy.yaml"]) {
      writeFileSync(join(folder, "project", file), "rules: { required-tags: { level: advisory } }");
      const pack = await started(below);
      said.push(...(await pack.analyze(vpc)).map(({ rule, level }) => `${rule} ${level}`));
      await pack.close();
    }
    assert.deepEqual(said, ["required-tags mandatory", "required-tags advisory"]);
  });
});
