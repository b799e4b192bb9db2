import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { audit as command } from "../../cli/commands/audit";
import { MOST_FILES } from "../../cli/audit/json-files";
import { multistage, ROOT, run, type Outcome } from "../helpers/command-line";
import { inProcess } from "../helpers/in-process";
import { temporaryFolder } from "../helpers/temporary-folder";

interface Finding {
  readonly file?: string;
  readonly urn?: string;
  readonly line?: number;
  readonly column?: number;
  readonly rule: string;
  readonly statement?: string;
}

const narrow = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::uploads/*" };
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const clean = { Version: "2012-10-17", Statement: [narrow] };
const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const RULE = "no-administrator-wildcard";
/** The rest of these has findings of its own. */
const only = (rule: string, findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((one) => one.rule === rule);

describe("multistage audit of policy documents", () => {
  let project: string;
  beforeEach(() => {
    project = temporaryFolder();
  });

  function write(path: string, content: unknown, indent?: number): void {
    const file = join(project, path);
    mkdirSync(dirname(file), { recursive: true });
    const isWritten = typeof content === "string" || Buffer.isBuffer(content);
    writeFileSync(file, isWritten ? content : JSON.stringify(content, undefined, indent));
  }
  const audit = (...args: string[]): Promise<Outcome> => inProcess(command, ["audit", ...args], project);
  /** As a person does. */
  const compiled = (...args: string[]): Promise<Outcome> => multistage(["audit", ...args], { project });
  const found = async (...args: string[]): Promise<readonly Finding[]> =>
    JSON.parse((await audit("--json", ...args)).out) as Finding[];
  /** Problems of a refusal. */
  const refused = async (...args: string[]): Promise<readonly string[]> => {
    const { code, out, err } = await audit(...args);
    assert.deepEqual([code, out], [2, ""], err);
    return err
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
  };
  const NOTHING =
    "must be a policy document, JSON with one in it, an exported stack, or a folder with these, got";
  const REMEDY = "name another, or say with --kind that it is meant as a policy";

  it("refuses named files that are nothing it audits, all at once, with code 2", async () => {
    write("empty.json", "");
    write("package.json", { name: "web" });
    write("latin.json", Buffer.from([0xff, 0xfe, 0x7b]));
    write("zeros.json", Buffer.alloc(1000));
    symlinkSync("loop.json", join(project, "loop.json"));
    const files = ["nope.json", "empty.json", "package.json", "latin.json", "zeros.json", "loop.json"];
    assert.deepEqual(await refused(...files), [
      "nope.json: must be a file that can be read, got ENOENT; name another",
      `empty.json: ${NOTHING} nothing; ${REMEDY}`,
      `package.json: ${NOTHING} an object with ["name"]; ${REMEDY}`,
      "latin.json: must be UTF-8 text, got other bytes; save it as UTF-8, or name another",
      `zeros.json: ${NOTHING} text that is no JSON; ${REMEDY}`,
      "loop.json: must be a file that can be read, got ELOOP; name another",
    ]);
  });

  it("refuses a folder in which there is nothing to audit, or something that cannot be read", async () => {
    write("some/package.json", { name: "web" });
    write("some/tsconfig.json", "{ // comment\n}");
    mkdirSync(join(project, "none"));
    assert.deepEqual(await refused("some", "none"), [
      `some: ${NOTHING} a folder with 2 other JSON files; ${REMEDY}`,
      `none: ${NOTHING} a folder with 0 other JSON files; ${REMEDY}`,
    ]);
    write("some/policy.json", clean);
    symlinkSync("nowhere", join(project, "some", "gone.json"));
    assert.deepEqual(await refused("some"), [
      "some/gone.json: must be a file that can be read, got ENOENT; name another",
    ]);
  });

  it("refuses a context with anything wrong in it, all at once, and a kind that there is not", async () => {
    write("policy.json", clean);
    write("context.yaml", "account: 42\nregion: [eu-central-1]\npartition: azure\n");
    const problems = await refused("policy.json", "--context", "context.yaml");
    assert.deepEqual(
      problems.map((one) => one.replace(/, got .*/, "")),
      [
        "context.yaml: region: must be one of account, partition, regions, organization, trustedAccounts",
        "context.yaml: account: must be a text",
        "context.yaml: partition: must be one of aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, aws-eusc",
      ],
    );
    write("context.yaml", "- 1");
    assert.deepEqual(await refused("policy.json", "--context", "context.yaml"), [
      "context.yaml: the context: must be a map, got [1]; change it",
    ]);
    assert.deepEqual(await refused("policy.json", "--context", "missing.yaml"), [
      "missing.yaml: must be a file that can be read, got ENOENT; name another",
    ]);
    assert.equal((await audit("policy.json", "--kind", "session")).code, 2);
    assert.equal((await compiled("policy.json", "--kind", "session")).code, 2);
  });

  it("finds nothing in a clean document, says what it took it for, and ends with code 0", async () => {
    write("clean.json", clean);
    write("trust.json", trust);
    assert.deepEqual(await compiled("clean.json", "trust.json"), {
      code: 0,
      out: "no findings\n",
      err: "clean.json: 1 policy document (1 identity)\ntrust.json: 1 policy document (1 trust)\n",
    });
  });

  it("shows each finding with its place, its statement and its words, and ends with code 1", async () => {
    write("web.json", { Version: "2012-10-17", Statement: [narrow, { Sid: "All", ...everything }] }, 2);
    const { code, out, err } = await compiled("web.json");
    assert.deepEqual([code, err.split("\n")[1]], [1, `failed: 1 finding of level mandatory`]);
    assert.deepEqual(out.split("\n").slice(0, 3), [
      "web.json",
      `  web.json:9:5: mandatory, critical, ${RULE}: Statement[1]: must be limited to the actions and resources that ` +
        "are needed, got Allow of every action on every resource; name the actions, and the resources by their ARNs",
      "    in All, *",
    ]);
  });

  it("says the same as JSON, SARIF and Markdown", async () => {
    write("policies/web.json", { Version: "2012-10-17", Statement: [narrow, everything] }, 2);
    const [finding, ...others] = await found("policies");
    assert.deepEqual(others, []);
    const { message, ...rest } = finding as Finding & { message: string };
    assert.match(message, /^Statement\[1\]: must be limited /);
    const place = { file: "policies/web.json", line: 9, column: 5 };
    const graded = { rule: RULE, severity: "critical", level: "mandatory" };
    assert.deepEqual(rest, { ...place, ...graded, statement: "Statement[1]", actions: ["*"] });
    await audit("policies", "--sarif", "audit.sarif", "--markdown", "audit.md");
    const log = JSON.parse(readFileSync(join(project, "audit.sarif"), "utf8")) as {
      runs: [{ results: [{ ruleId: string; locations: unknown[] }] }];
    };
    const [result] = log.runs[0].results;
    assert.deepEqual(
      [result.ruleId, result.locations],
      [
        RULE,
        [
          {
            physicalLocation: {
              artifactLocation: { uri: "policies/web.json" },
              region: { startLine: 9, startColumn: 5 },
            },
          },
        ],
      ],
    );
    const markdown = readFileSync(join(project, "audit.md"), "utf8");
    assert.match(markdown, /<code>policies\/web\.json:9:5<\/code>/);
  });

  it("walks a folder in one order, past packages and dot folders, and says what it left out", async () => {
    const admin = { Version: "2012-10-17", Statement: everything };
    for (const path of ["b/2.json", "b/10.json", "a.JSON", "b.json"]) write(`all/${path}`, admin);
    for (const path of ["node_modules/x/p.json", ".git/p.json", "b/p.yaml"]) write(`all/${path}`, admin);
    write("all/package.json", { name: "web" });
    write("all/z.json", "{ // comment\n}");
    write("outside/c.json", admin);
    symlinkSync("..", join(project, "all/b/up"));
    symlinkSync("../b.json", join(project, "all/b/again.json"));
    symlinkSync("../outside", join(project, "all/link"));
    const findings = await found("all", "all/b.json");
    assert.deepEqual(
      only(RULE, findings).map(({ file }) => file),
      ["all/a.JSON", "all/b.json", "all/b/10.json", "all/b/2.json", "all/link/c.json"],
    );
    const { out, err } = await audit("all");
    assert.equal(
      err.split("\n")[0],
      "all: 5 policy documents (5 identity) in 5 files; left out: 1 other JSON file; what is no JSON or too large: all/z.json",
    );
    assert.equal((await audit("all")).out, out);
  });

  it("refuses a folder of more files than one has of policies", async () => {
    mkdirSync(join(project, "many"));
    for (let index = 0; index <= MOST_FILES; index += 1)
      writeFileSync(join(project, `many/${index}.json`), "");
    assert.deepEqual(await refused("many"), [
      `many: must be a folder of at most 10000 JSON files, got more; name the folders below it that hold policies`,
    ]);
  });

  it("audits documents and exported stacks side by side, in a folder, too", async () => {
    const role = {
      urn: "urn:pulumi:dev::shop::aws:iam/rolePolicy:RolePolicy::web",
      type: "aws:iam/rolePolicy:RolePolicy",
      inputs: { policy: JSON.stringify({ Statement: everything }) },
    };
    write("all/dev.json", { version: 3, deployment: { resources: [role] } });
    write("all/policy.json", { Version: "2012-10-17", Statement: everything });
    const findings = only(RULE, await found("all"));
    assert.deepEqual(
      findings.map(({ file, urn }) => file ?? urn),
      ["all/policy.json", role.urn],
    );
    assert.equal(findings[1]?.line, undefined);
    write("all/wrong.json", { version: 3, deployment: { resources: [5] } });
    assert.deepEqual(await refused("all"), [
      "all/wrong.json: deployment.resources[0]: must be an object, got 5; give what `pulumi stack export` writes",
    ]);
  });

  it("reads what the AWS CLI prints from standard input", async () => {
    write(
      "version.json",
      { PolicyVersion: { Document: { Version: "2012-10-17", Statement: [everything] } } },
      4,
    );
    const script = `node '${join(ROOT, "dist/cli/main.js")}' audit - < version.json`;
    const { code, out, err } = await run("sh", ["-c", script], { project });
    assert.deepEqual([code, err.split("\n")[0]], [1, "standard input: 1 policy document (1 identity)"]);
    assert.match(out, /^ {2}standard input:6:17: .*: PolicyVersion\.Document\.Statement\[0\]: must be /m);
  });

  it("takes a document for what it is said to be", async () => {
    write("everything.json", { Version: "2012-10-17", Statement: [everything] });
    for (const kind of ["scp", "boundary"])
      assert.deepEqual(only(RULE, await found("everything.json", "--kind", kind)), [], kind);
    write("odd.json", "{}");
    const { err } = await audit("odd.json", "--kind", "trust");
    assert.match(err, /^odd\.json: 1 policy document \(1 trust\)\n/);
  });

  it("reads documents with a mark of their byte order and with line breaks of Windows", async () => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [everything] }, undefined, 2);
    write("windows.json", `\ufeff${text.replaceAll("\n", "\r\n")}`);
    const [finding] = only(RULE, await found("windows.json"));
    assert.deepEqual([finding?.line, finding?.column], [4, 5]);
  });

  it("heeds the configuration's levels, its exceptions for files, and the context", async () => {
    write("policies/web.json", { Version: "2012-10-17", Statement: [everything] });
    const exception = { reason: "nobody has found the time", owner: "web", expires: "2999-12-31" };
    const suppressions = ["policies/*.json", "policies/w*.json"].map((resource, index) => ({
      rule: index === 0 ? RULE : "required-tags",
      resource,
      ...exception,
    }));
    write("multistage-policy.yaml", { suppressions });
    write("context.yaml", "account: '111122223333'\nregions: [eu-central-1]\n");
    const findings = await found("policies", "--context", "context.yaml");
    assert.deepEqual(only(RULE, findings), []);
    const said = only("suppressions", findings) as readonly (Finding & { message: string })[];
    assert.deepEqual(
      said.map(({ file, message }) => [file, message.split(":")[0]]),
      [["multistage-policy.yaml", "the suppression of required-tags on policies/w*.json"]],
    );
    const { out } = await audit("policies", "--suppressions");
    assert.match(out, /until 2999-12-31, needed;.*\n.*\n.*NOT NEEDED;/);
    write("multistage-policy.yaml", { rules: { [RULE]: { level: "advisory" } } });
    assert.equal((await audit("policies")).code, 0);
    assert.equal((await audit("policies", "--level", "advisory")).code, 1);
  });

  it("bears a document of a megabyte, one that is nested deep, and names written twice", async () => {
    write("large.json", {
      Version: "2012-10-17",
      Statement: Array<unknown>(9000).fill(narrow).concat(everything),
    });
    write("deep.json", `{"Statement":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
    write("wrapped.json", `{"Policy":${'{"Statement":'.repeat(10_000)}5${"}".repeat(10_000)}}`);
    write("twice.json", '{"Statement":[],"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');
    // With the stack that a command has.
    const { out } = await compiled("--json", "large.json", "deep.json", "wrapped.json", "twice.json");
    const findings = JSON.parse(out) as Finding[];
    assert.deepEqual(
      only(RULE, findings).map(({ file, statement }) => `${file} ${statement}`),
      ["large.json Statement[9000]", "twice.json Statement[0]"],
    );
  });

  it("audits a thousand documents at once", async () => {
    for (let index = 0; index < 1000; index += 1)
      write(
        `many/${index}.json`,
        { Version: "2012-10-17", Statement: index % 10 === 0 ? everything : narrow },
        2,
      );
    assert.equal(only(RULE, await found("many")).length, 100);
  });
});
