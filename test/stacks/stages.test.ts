/** Agreement: the committed stages with the parser, with each other, and with the program, which must know none. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { stackNames, stackSettings, stages as stagesOf } from "../../settings/committed-settings";
import { parseConfig, type StackConfig } from "../../stacks/config";
import { handedOver } from "./config-of";

const ROOT = join(__dirname, "../..");
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");

const stages = stackNames(ROOT);
const { name: project } = parse(read("Pulumi.yaml")) as { name: string };

/** The configuration of a stage as the program sees it, with a value for each secret it names. */
function configOf(stage: string): StackConfig {
  const own = Object.entries(stackSettings(ROOT, stage)).filter(([key]) => key.startsWith("multistage:"));
  const values = Object.fromEntries(own.map(([key, value]) => [key.slice("multistage:".length), value]));
  const services = values["services"] as { name: string; secrets?: string[] }[];
  const dummies = services.map(({ name, secrets = [] }) => [
    name,
    Object.fromEntries(secrets.map((variable) => [variable, "dummy"])),
  ]);
  const raw = handedOver({ ...values, secrets: Object.fromEntries(dummies) as unknown });
  return parseConfig(raw, {
    stack: stage,
    project,
    stages: () => stagesOf(ROOT),
    fileExists: () => true,
  });
}

describe("the committed stages", () => {
  it("are dev and prod, at least", () => {
    assert.deepEqual(
      ["dev", "prod"].filter((stage) => !stages.includes(stage)),
      [],
    );
  });

  for (const stage of stages) {
    it(`(${stage}) have a configuration the program takes, in the name of their stack`, () => {
      const config = configOf(stage);
      assert.deepEqual([config.project, config.stage], [project, stage]);
      assert.deepEqual(
        config.services.map(({ name }) => name),
        ["guestbook", "storefront"],
      );
    });

    it(`(${stage}) build every service from a folder that is here`, () => {
      const services = configOf(stage).services.filter((service) => service.kind === "serverless");
      for (const { name, source } of services) {
        assert.ok(source !== undefined && existsSync(join(ROOT, source)), `${name}: ${String(source)}`);
      }
    });

    it(`(${stage}) list the address ranges of all others as taken`, () => {
      const taken = configOf(stage).network?.create?.takenCidrBlocks ?? [];
      const others = stages.filter((other) => other !== stage).map(configOf);
      const ranges = others.flatMap(({ network }) => network?.create?.cidrBlock ?? []);
      assert.deepEqual(
        ranges.filter((range) => !taken.includes(range)),
        [],
      );
    });
  }
});

describe("the program and the components", () => {
  const sources = ["stacks", "components"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.[jt]s$/.test(file))
      .map((file) => join(folder, file)),
  );
  const names = new Set([...stages, "staging", "production", "development"]);

  for (const source of sources) {
    it(`(${source}) name no stage: stages differ by configuration only`, () => {
      assert.deepEqual(
        words(source, read(source)).filter((word) => names.has(word)),
        [],
      );
    });
  }

  it("would be found out if they did, however they wrote it", () => {
    const text = 'if (stage === "dev") {} const sizes = { prod: 3 }; `staging`; // dev\n';
    assert.deepEqual(
      words("sample.ts", text).filter((word) => names.has(word)),
      ["dev", "prod", "staging"],
    );
  });

  /** Every string and identifier outside comments. */
  function words(file: string, text: string): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) found.push(node.text);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022));
    return found;
  }
});
