import assert from "node:assert/strict";
import { configurationFrom } from "../../policy/configuration/parse";
import { overlaid } from "../../policy/configuration/overlaid";
import { unconfigured, type Configuration } from "../../policy/configuration/configuration";
import { oneOf, texts, wholeNumber, type Setting } from "../../policy/configuration/setting";
import { levelOf } from "../../policy/evaluate";
import { resourceRule, type Level, type Rule } from "../../policy/rule";
import { Refusal } from "../../refusal/refusal";
import { refusalLines } from "../naming/refusal-lines";

const tidy = resourceRule({
  id: "tidy",
  description: "Everything is tidy.",
  reason: "Nobody finds anything else.",
  remedy: "Tidy up.",
  level: "mandatory",
  severity: "low",
  types: new Set(["aws:ec2/vpc:Vpc"]),
  settings: {
    keys: texts("Which keys.", ["Owner"]),
    days: wholeNumber("How long.", { minimum: 1, maximum: 30 }, 7),
    mode: oneOf("How.", ["strict", "lax"], "strict"),
  },
  check: () => [],
});
const quick = resourceRule({ ...tidy, id: "quick", level: "advisory", settings: {}, check: () => [] });
const rules: readonly Rule[] = [quick, tidy];
const noFile = (path: string): never => assert.fail(`${path} is read`);
const read = (text: string): Configuration => configurationFrom(text, "policy.yaml", rules, noFile);
const refused = (text: string): string[] => refusalLines(() => read(text));
const levels = (configuration: Configuration, stack: string): Record<string, Level> =>
  Object.fromEntries(Object.entries(configuration.rules).map(([id, told]) => [id, levelOf(told, stack)]));

describe("the configuration of the policies", () => {
  it("is refused with everything that is wrong with it, each under the file's name", () => {
    const text = `
production: prod
stages: {}
rules:
  tidy: { level: strict, keys: [Owner, Owner], days: 31, mode: loose, colour: red }
  untidy: {}
suppressions:
  - { rule: tidy, resource: network, reason: short, expires: 2027-02-30 }`;
    assert.deepEqual(refused(text), [
      "policy.yaml: stages: must be one of production, own, all, rules, suppressions, got an unknown name; mend its name or remove it",
      'policy.yaml: production: must be a list, got "prod"; change it',
      "policy.yaml: rules.untidy: must be one of quick, tidy, got an unknown name; mend its name or remove it",
      "policy.yaml: rules.tidy.colour: must be one of level, levels, notEvaluated, keys, days, mode, got an unknown name; mend its name or remove it",
      'policy.yaml: rules.tidy.level: must be one of mandatory, advisory, disabled, got "strict"; change it',
      'policy.yaml: rules.tidy.keys: must be a list without anything twice, got ["Owner","Owner"]; change it',
      "policy.yaml: rules.tidy.days: must be from 1 to 30, got 31; change it",
      'policy.yaml: rules.tidy.mode: must be one of strict, lax, got "loose"; change it',
      "policy.yaml: suppressions[0].owner: must be given, got nothing; add it",
      'policy.yaml: suppressions[0].reason: must be at least 10 characters, got "short"; change it',
      'policy.yaml: suppressions[0].expires: must be a day as 2027-03-31, got "2027-02-30"; change it',
    ]);
  });

  it("is refused where it is no YAML, or no map", () => {
    assert.match(refused("rules: [").join(), /^policy.yaml: must be YAML or JSON, got .*; mend it$/);
    assert.deepEqual(refused("[]"), ["policy.yaml: the configuration: must be a map, got []; change it"]);
  });

  it("is refused with a suppression of a rule that does not exist", () => {
    const text = `suppressions: [{ rule: neat, resource: a, reason: because it is so, owner: web, expires: 2027-03-31 }]`;
    assert.deepEqual(refused(text), [
      'policy.yaml: suppressions[0].rule: must be one of quick, tidy, got "neat"; change it',
    ]);
  });

  it("is refused with the level remediate for all, and for a rule that can put nothing right", () => {
    const text = "all: { level: remediate }\nrules: { quick: { levels: { dev: remediate } } }";
    assert.deepEqual(refused(text), [
      'policy.yaml: all.level: must be one of mandatory, advisory, disabled, got "remediate"; change it',
      'policy.yaml: rules.quick.levels.dev: must be one of mandatory, advisory, disabled, got "remediate"; change it',
    ]);
    const able = resourceRule({
      ...tidy,
      id: "able",
      settings: {},
      check: () => [],
      remediate: () => undefined,
    });
    const said = "rules: { able: { level: remediate, levels: { dev: remediate } } }";
    const { level } = configurationFrom(said, "policy.yaml", [able], noFile).rules["able"]!;
    assert.equal(level, "remediate");
  });

  describe("with a setting in a file of its own", () => {
    const law: Setting<unknown> = {
      schema: { type: ["object", "string"], description: "The law." },
      fallback: {},
      isFile: true,
      problems: (value, path) =>
        value === "wrong"
          ? [{ property: `${path}: tags`, rule: "right", got: "wrong", remedy: "mend it" }]
          : [],
    };
    const lawful = [resourceRule({ ...tidy, id: "lawful", settings: { law }, check: () => [] })];
    const texts: Readonly<Record<string, string>> = { "law.json": '{"a":1}', "wrong.json": "wrong" };
    const readFile = (path: string): { file: string; text: string } => {
      const [file, text] = [`team/${path}`, texts[path]];
      if (text !== undefined) return { file, text };
      throw new Refusal({
        property: file,
        rule: "a file that can be read",
        got: "ENOENT",
        remedy: "name another",
      });
    };
    const lawOf = (value: unknown): unknown =>
      configurationFrom(
        JSON.stringify({ rules: { lawful: { law: value } } }),
        "team/policy.yaml",
        lawful,
        readFile,
      ).rules["lawful"]?.settings["law"];
    const toldOf = (value: unknown): unknown => {
      const told = { lawful: { level: "mandatory" as const, settings: { law: value } } };
      return overlaid(unconfigured(lawful), told, lawful, readFile).rules["lawful"]?.settings["law"];
    };

    it("is refused where the file cannot be read or says something wrong, which names both files", () => {
      const where = "team/policy.yaml: rules.lawful.law";
      const missing = "team/none.json: must be a file that can be read, got ENOENT; name another";
      const wrong = "team/wrong.json: tags: must be right, got wrong; mend it";
      assert.deepEqual(
        refusalLines(() => lawOf("none.json")),
        [`${where}: ${missing}`],
      );
      assert.deepEqual(
        refusalLines(() => lawOf("wrong.json")),
        [`${where}: ${wrong}`],
      );
      assert.deepEqual(
        refusalLines(() => toldOf("none.json")),
        [`lawful.law: ${missing}`],
      );
      assert.deepEqual(
        refusalLines(() => toldOf("wrong.json")),
        [`lawful.law: ${wrong}`],
      );
    });

    it("is refused where it is neither of the types it may be of", () => {
      const line = "team/policy.yaml: rules.lawful.law: must be a map or a text, got 7; change it";
      assert.deepEqual(
        refusalLines(() => lawOf(7)),
        [line],
      );
    });

    it("has the file's text, the text that begins like an object, or the map", () => {
      for (const of of [lawOf, toldOf]) {
        assert.equal(of("law.json"), '{"a":1}');
        assert.equal(of(' {"b":2}'), ' {"b":2}');
        assert.deepEqual(of({ c: 3 }), { c: 3 });
      }
    });
  });

  it("is that of the rules where the file is empty", () => {
    assert.deepEqual(read(""), unconfigured(rules));
    assert.deepEqual(read("").rules["tidy"]?.settings, { keys: ["Owner"], days: 7, mode: "strict" });
  });

  it("gives each stage its level: the rule's own before that of all, the first pattern that matches", () => {
    const configuration = read(`
all: { levels: { dev: advisory, "prod*": mandatory } }
rules:
  tidy: { levels: { prod-eu: disabled } }`);
    assert.deepEqual(levels(configuration, "dev"), { quick: "advisory", tidy: "advisory" });
    assert.deepEqual(levels(configuration, "prod"), { quick: "mandatory", tidy: "mandatory" });
    assert.deepEqual(levels(configuration, "prod-eu"), { quick: "mandatory", tidy: "disabled" });
    assert.deepEqual(levels(configuration, "test"), { quick: "advisory", tidy: "mandatory" });
  });

  it("counts a rule's own level in every stage where all have levels by stage", () => {
    const configuration = read("all: { levels: { dev: advisory } }\nrules: { tidy: { level: disabled } }");
    assert.deepEqual(levels(configuration, "dev"), { quick: "advisory", tidy: "disabled" });
  });

  describe("with what the engine was told", () => {
    const file = read("rules: { tidy: { levels: { dev: advisory }, keys: [CostCenter] } }");

    it("takes its settings before those of the file, and leaves the others", () => {
      const told = { tidy: { level: "mandatory" as const, settings: { days: 3 } } };
      const { settings } = overlaid(file, told, rules, noFile).rules["tidy"]!;
      assert.deepEqual(settings, { keys: ["CostCenter"], days: 3, mode: "strict" });
    });

    it("keeps the file's levels by stage where the level is the rule's own, and else not", () => {
      const same = overlaid(file, { tidy: { level: "mandatory", settings: {} } }, rules, noFile);
      assert.equal(levels(same, "dev")["tidy"], "advisory");
      const other = overlaid(file, { tidy: { level: "disabled", settings: {} } }, rules, noFile);
      assert.equal(levels(other, "dev")["tidy"], "disabled");
    });

    it("is refused with everything that is wrong", () => {
      const told = { tidy: { level: "mandatory" as const, settings: { days: 0, colour: "red" } } };
      assert.deepEqual(
        refusalLines(() => overlaid(file, told, rules, noFile)),
        [
          "tidy.colour: must be one of levels, notEvaluated, keys, days, mode, got an unknown name; mend its name or remove it",
          "tidy.days: must be from 1 to 30, got 0; change it",
        ],
      );
    });
  });
});
