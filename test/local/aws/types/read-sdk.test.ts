import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readSdk } from "../../../../local/aws/types/read-sdk";
import type { Properties, Shape, TypeTable } from "../../../../local/aws/types/shape";

const SDK = dirname(require.resolve("@pulumi/aws/package.json"));

describe("the type table of the installed SDK", () => {
  let table: TypeTable;
  before(() => {
    table = readSdk(SDK);
  });

  it("has every resource the SDK's own code names, and no other", () => {
    const tokens = inCode("__pulumiType = '[^']*'", /'(.*)'/).filter((token) => token !== "aws");
    assert.ok(tokens.length > 1500, `${tokens.length} tokens`);
    assert.deepEqual(Object.keys(table.resources).sort(), tokens);
  });

  it("has every function the SDK's own code calls, and no other", () => {
    const tokens = inCode('runtime.invoke("[^"]*"', /"(.*)"/);
    assert.ok(tokens.length > 600, `${tokens.length} tokens`);
    assert.deepEqual(Object.keys(table.functions).sort(), tokens);
  });

  it("has every property of every nested object", () => {
    const text = readFileSync(join(SDK, "types/input.d.ts"), "utf8");
    const lines = text.split("\n").filter((line) => /^ +(['"]?)[\w$]+\1\??: /.test(line));
    const counts = Object.values(table.objects).map((object) => Object.keys(object).length);
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      lines.length,
    );
  });

  it("refers to no object that is not there", () => {
    const missing = shapesOf(table).flatMap(([owner, shape]) =>
      typeof shape === "object" && "object" in shape && table.objects[shape.object] === undefined
        ? [`${owner}: ${shape.object}`]
        : [],
    );
    assert.deepEqual(missing, []);
  });

  it("knows the shape of everything but what the SDK itself leaves open", () => {
    const open = shapesOf(table).filter(([, shape]) => shape === "any");
    assert.deepEqual(
      open.map(([owner]) => owner),
      ["iam.PolicyStatement.Condition"],
    );
  });

  it("takes a reference for a resource only where text will do too", () => {
    const alone = shapesOf(table).filter(([, shape]) => shape === "resource");
    const beside = shapesOf(table).filter(
      ([, shape]) =>
        typeof shape === "object" &&
        "oneOf" in shape &&
        JSON.stringify(shape.oneOf) === '["string","resource"]',
    );
    assert.ok(beside.length > 0);
    assert.equal(alone.length, beside.length);
  });

  it("has the arguments of every function that has some", () => {
    const calling = execFileSync("grep", ["-rl", "runtime.invoke(", SDK, "--include=*.js"], {
      encoding: "utf8",
    });
    const declared = calling
      .trim()
      .split("\n")
      .map((file) => readFileSync(file.replace(/\.js$/, ".d.ts"), "utf8"))
      .filter((text) => /^export interface \w+Args \{/m.test(text));
    const known = Object.values(table.functions).filter((args) => Object.keys(args).length > 0);
    assert.equal(known.length, declared.length);
    assert.deepEqual(table.functions["aws:index/getCallerIdentity:getCallerIdentity"], {
      id: { shape: "string", required: false },
    });
  });

  it("has the alias of a function as the SDK declares it", () => {
    const optional = { shape: "string", required: false };
    assert.deepEqual(table.resources["aws:lambda/alias:Alias"], {
      file: "lambda/alias.d.ts",
      inputs: {
        description: optional,
        functionName: { shape: "string", required: true },
        functionVersion: { shape: "string", required: true },
        name: optional,
        region: optional,
        routingConfig: { shape: { object: "lambda.AliasRoutingConfig" }, required: false },
      },
      outputs: [
        "arn",
        "description",
        "functionName",
        "functionVersion",
        "invokeArn",
        "name",
        "region",
        "routingConfig",
      ],
    });
    assert.deepEqual(table.objects["lambda.AliasRoutingConfig"], {
      additionalVersionWeights: { shape: { map: "number" }, required: false },
    });
  });

  it("has the provider's own configuration apart, under the version of the SDK", () => {
    const { version } = JSON.parse(readFileSync(join(SDK, "package.json"), "utf8")) as { version: string };
    assert.equal(table.sdk, version);
    assert.deepEqual(table.provider["defaultTags"], {
      shape: { object: "ProviderDefaultTags" },
      required: false,
    });
    assert.equal(table.resources["aws"], undefined);
  });
});

/** What grep finds in the SDK's JavaScript: a second reader, which knows nothing of the first. */
function inCode(pattern: string, token: RegExp): string[] {
  const found = execFileSync("grep", ["-rhoE", pattern.replaceAll("(", "\\("), SDK, "--include=*.js"], {
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  const tokens = found
    .trim()
    .split("\n")
    .map((line) => token.exec(line)?.[1] ?? line);
  return [...new Set(tokens)].sort();
}

/** Every shape in the table, the shapes inside shapes too, with the property it belongs to. */
function shapesOf(table: TypeTable): [string, Shape][] {
  const owners: [string, Properties][] = [
    ...Object.entries(table.resources).map(([type, { inputs }]): [string, Properties] => [type, inputs]),
    ...Object.entries(table.functions),
    ...Object.entries(table.objects),
    ["provider", table.provider],
  ];
  return owners.flatMap(([owner, properties]) =>
    Object.entries(properties).flatMap(([name, { shape }]) =>
      inside(shape).map((one): [string, Shape] => [`${owner}.${name}`, one]),
    ),
  );
}

function inside(shape: Shape): Shape[] {
  if (typeof shape === "string" || "object" in shape) return [shape];
  if ("oneOf" in shape) return [shape, ...shape.oneOf.flatMap(inside)];
  return [shape, ...inside("list" in shape ? shape.list : shape.map)];
}
