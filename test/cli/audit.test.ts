import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { Role } from "@pulumi/aws/iam/role";
import { secret } from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { audit as command } from "../../cli/commands/audit";
import { policyPack } from "../../cli/policy-pack";
import { suppress } from "../../policy/program";
import { multistage, ROOT, run, type Outcome } from "../helpers/command-line";
import { ENGINE_TIMEOUT } from "../helpers/engine";
import { inProcess } from "../helpers/in-process";
import { localStack } from "../helpers/local-stack";
import { temporaryFolder } from "../helpers/temporary-folder";

interface Finding {
  readonly urn: string;
  readonly rule: string;
  readonly severity: string;
  readonly level: string;
  readonly message: string;
}

const tags = { Project: "shop", Stage: "test", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };
const everything = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
/** The engine's updates are to go through. */
const ADVISORY = "all: { level: advisory }\n";

/** A program with what every export has its trouble with: exceptions, secrets, providers, assets, what is looked up. */
function program(): Promise<void> {
  const exception = {
    rule: "required-tags",
    resource: "shared",
    reason: "made by another team",
    owner: "web",
  };
  new Bucket(
    "shared",
    { bucket: "local-aws-test-shared" },
    suppress({ ...exception, expires: "2999-12-31" }),
  );
  new Role("admin", {
    name: "local-aws-test-admin",
    assumeRolePolicy: trust,
    tags,
    inlinePolicies: [{ name: "everything", policy: secret(JSON.stringify(everything)) }],
  });
  const name = "local-aws-test-untagged";
  new Role("untagged", { name, assumeRolePolicy: trust, tags: { ...tags, Owner: "" } });
  return Promise.resolve();
}

describe("multistage audit", () => {
  const folder = temporaryFolder();
  const [shown, kept] = [join(folder, "dev shown.json"), join(folder, "kept.json")];
  /** What the engine was told by the policy pack, as an audit says it. */
  const told: Finding[] = [];

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    writeFileSync(join(folder, "advisory.yaml"), ADVISORY);
    const local = await localStack(program);
    try {
      local.stack.workspace.envVars["MULTISTAGE_POLICY"] = join(folder, "advisory.yaml");
      const onEvent = ({ policyEvent: event }: EngineEvent): void => {
        if (event === undefined) return;
        // The SDK's declarations leave the severity out.
        const { severity = "" } = event as { severity?: string };
        const { resourceUrn: urn = "", policyName: rule, enforcementLevel: level } = event;
        const message = event.message.trim().split("\n").at(-1) ?? "";
        told.push({ urn, rule, severity, level, message });
      };
      await local.stack.up({ onEvent, policyPacks: [policyPack()] });
      writeFileSync(shown, JSON.stringify(await local.stack.exportStack()));
      copyFileSync(join(local.stateFolder, ".pulumi/stacks/local-aws/test.json"), kept);
    } finally {
      local.close();
    }
  });

  const audit = (...args: string[]): Promise<Outcome> => inProcess(command, ["audit", ...args], folder);
  /** As a person does. */
  const compiled = (...args: string[]): Promise<Outcome> =>
    multistage(["audit", ...args], { project: folder });
  const names = (findings: readonly Finding[]): string[] =>
    findings.map(({ level, rule, urn }) => `${level} ${rule} ${urn.split("::").at(-1) ?? ""}`);

  it("refuses files that it cannot read, all at once, with code 2, and audits none", async () => {
    writeFileSync(join(folder, "latin.json"), Buffer.from([0xff, 0xfe, 0x7b]));
    writeFileSync(join(folder, "wrong.yaml"), "rules: { required-tag: {} }");
    const { code, out, err } = await compiled("nope.json", "latin.json", kept, "--policy", "wrong.yaml");
    assert.deepEqual([code, out], [2, ""]);
    const lines = err.trimEnd().split("\n");
    assert.match(lines[1] ?? "", /^ {2}wrong\.yaml: rules\.required-tag: must be one of /);
    assert.deepEqual(
      [lines[0], ...lines.slice(2)],
      [
        "refused: 3 problems",
        "  nope.json: must be a file that can be read, got ENOENT; name another",
        "  latin.json: must be UTF-8 text, got other bytes; save it as UTF-8, or name another",
      ],
    );
  });

  it("refuses a configuration that is named and not there: nothing is audited under other rules", async () => {
    const missing = "multistage-policy.yaml: must be a file that can be read, got ENOENT; name another";
    const { code, err } = await audit(kept, "--policy", "multistage-policy.yaml");
    assert.deepEqual([code, err], [2, `refused\n  ${missing}\n`]);
    const env = { ...process.env, MULTISTAGE_POLICY: "multistage-policy.yaml" };
    assert.equal((await multistage(["audit", kept], { project: folder, env })).err, err);
  });

  it("reads the tag policy that a configuration names beside it, as the pack does, or refuses it", async () => {
    const law = {
      tags: { Stage: { tag_key: { "@@assign": "Stage" }, tag_value: { "@@assign": ["none"] } } },
    };
    mkdirSync(join(folder, "team"));
    writeFileSync(
      join(folder, "team", "policy.yaml"),
      "rules: { organization-tag-policy: { policy: law.json } }",
    );
    const arguments_ = [shown, "--policy", "team/policy.yaml"];
    const refused = await audit(...arguments_);
    const rule = "organization-tag-policy";
    const missing = `team/policy.yaml: rules.${rule}.policy: team/law.json: must be a file that can be read, got ENOENT`;
    assert.deepEqual([refused.code, refused.err], [2, `refused\n  ${missing}; name another\n`]);
    writeFileSync(join(folder, "team", "law.json"), JSON.stringify(law));
    assert.match(
      (await audit(...arguments_)).out,
      /organization-tag-policy: tags(All)?\.Stage: must be one of none, /,
    );
  });

  it("refuses options that do not fit together, with code 2", async () => {
    const { code, err } = await audit("--json", "--sarif", "-", "--markdown", "-");
    assert.equal(code, 2);
    assert.deepEqual(err.trimEnd().split("\n"), [
      "refused: 2 problems",
      "  files: must be policy documents, folders, what `pulumi stack export` wrote, or - for standard input, got nothing; name at least one",
      "  output: must be one of these, got --json, --sarif -, --markdown -; write the others to files",
    ]);
    const twice = await audit("-", "-", "--suppressions", "--sarif", "x");
    assert.deepEqual(twice.err.trimEnd().split("\n").slice(1), [
      "  files: must be - at most once, got - -; write the others to files",
      "  --sarif: must be left out with --suppressions, which lists no findings, got x; leave one out",
    ]);
    assert.equal((await audit(kept, "--level", "high")).code, 2);
  });

  it("refuses an output that it cannot write", async () => {
    const { code, err } = await audit(kept, "--sarif", "nowhere/x.sarif");
    assert.equal(code, 2);
    assert.match(err, / {2}--sarif: must be a file that can be written, got .*x\.sarif \(ENOENT\);/);
  });

  it("finds in an export what the engine was told, in order", async () => {
    const { code, out } = await audit(shown, "--json", "--policy", "advisory.yaml");
    assert.equal(code, 0);
    const findings = JSON.parse(out) as Finding[];
    assert.deepEqual(names(findings), [
      "advisory no-administrator-wildcard admin",
      "advisory required-tags untagged",
    ]);
    const byRule = (a: Finding, b: Finding): number => (a.rule < b.rule ? -1 : 1);
    // The engine's events have nothing more.
    const events = findings.map(({ urn, rule, severity, level, message }) => ({
      urn,
      rule,
      severity,
      level,
      message,
    }));
    assert.deepEqual(events, told.sort(byRule));
  });

  it("ends with code 1 when there is something at the level or above, and one JSON value on standard output", async () => {
    const { code, out, err } = await compiled(shown, "--json");
    assert.equal(code, 1);
    assert.deepEqual(names(JSON.parse(out) as Finding[]), [
      "mandatory no-administrator-wildcard admin",
      "mandatory required-tags untagged",
    ]);
    assert.match(err, /: \d resources\nfailed: 2 findings of level mandatory\n$/);
    const advisory = await audit(shown, "--policy", "advisory.yaml", "--level", "advisory");
    assert.deepEqual(
      [advisory.code, advisory.err.split("\n")[1]],
      [1, "failed: 2 findings of level mandatory or advisory"],
    );
  });

  it("says of what is encrypted that it was not evaluated, from a file backend's own file, too", async () => {
    const state = readFileSync(kept, "utf8");
    // The trust policy is no secret, and names no resource.
    assert.ok(state.includes('\\"Principal\\"') && !state.includes('\\"Resource\\"'));
    const { out } = await audit(kept);
    assert.match(
      out,
      /^ {2}advisory, low, no-administrator-wildcard: inlinePolicies\[0\]\.policy: not evaluated: encrypted/m,
    );
    assert.doesNotMatch(out, /critical/);
  });

  it("reads an export from standard input, and says how much it has looked at", async () => {
    const script = `node '${join(ROOT, "dist/cli/main.js")}' audit - < '${shown}'`;
    const { code, out, err } = await run("sh", ["-c", script], { project: folder });
    assert.deepEqual([code, err.split("\n")[0]], [1, "standard input: 6 resources"]);
    assert.match(out, /\n2 findings in 2 resources: 2 mandatory \(1 critical, 1 medium\)\n$/);
  });

  it("ends quietly when nobody reads on", async () => {
    const script = `node '${join(ROOT, "dist/cli/main.js")}' audit '${shown}' | true`;
    const { err } = await run("sh", ["-c", script], { project: folder });
    assert.doesNotMatch(err, /EPIPE|Error/);
  });

  it("finds nothing in an empty stack, and says that it looked at none", async () => {
    const empty = join(folder, "empty.json");
    writeFileSync(empty, '{"version":3,"deployment":{}}');
    const { code, out, err } = await audit("empty.json");
    assert.deepEqual([code, out, err], [0, "no findings\n", "empty.json: 0 resources\n"]);
  });

  it("writes SARIF and Markdown beside the text, and prints either instead of it", async () => {
    const { out } = await audit(shown, "--sarif", "audit.sarif", "--markdown", "audit.md");
    assert.match(out, /^aws:iam\/role:Role admin, test of local-aws\n/);
    const sarif = readFileSync(join(folder, "audit.sarif"), "utf8");
    const log = JSON.parse(sarif) as { runs: [{ results: { locations: [Record<string, unknown>] }[] }] };
    const [first] = log.runs[0].results;
    assert.ok(first?.locations[0]["physicalLocation"] !== undefined, sarif);
    const markdown = readFileSync(join(folder, "audit.md"), "utf8");
    assert.match(markdown, /^### multistage audit: 2 findings in 2 resources/);
    assert.equal((await audit(shown, "--sarif", "-")).out, sarif);
    assert.equal((await audit(shown, "--markdown", "-")).out, markdown);
  });

  it("lists the exceptions of the configuration and of the program, with whether they were needed", async () => {
    const common = { reason: "nobody has found the time", owner: "platform" };
    const suppressions = [
      { rule: "required-tags", resource: "nobody", ...common, expires: "2999-12-31" },
      { rule: "no-administrator-wildcard", resource: "admin", ...common, expires: "2020-01-31" },
    ];
    writeFileSync(join(folder, "with.yaml"), JSON.stringify({ suppressions }));
    const { code, out } = await audit("--suppressions", shown, "--policy", "with.yaml");
    assert.equal(code, 0);
    assert.deepEqual(out.trimEnd().split("\n"), [
      "required-tags on nobody: nobody has found the time",
      "  platform, until 2999-12-31, NOT NEEDED; with.yaml",
      "no-administrator-wildcard on admin: nobody has found the time",
      "  platform, until 2020-01-31, EXPIRED; with.yaml",
      "required-tags on shared: made by another team",
      "  web, until 2999-12-31, needed; multistage:policy:Suppression required-tags shared, test of local-aws",
      "3 suppressions",
    ]);
    const json = await audit("--suppressions", "--json", "--policy", "with.yaml");
    assert.deepEqual(
      JSON.parse(json.out),
      suppressions.map((one, index) => ({ ...one, in: "with.yaml", expired: index === 1 })),
    );
  });
});
