import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { rows } from "../../../local/aws/rows";
import type { Making, Row } from "../../../local/aws/rows/row";
import type { Properties, TypeTable } from "../../../local/aws/types/shape";
import { typeTable } from "../../../local/aws/types/type-table";
import type { Values } from "../../../wire/values";
import { cacheFolder } from "../../../local/engine/cache-folder";

const load = createRequire(__filename);
const FOLDER = join(__dirname, "../../../local/aws/rows");
const SOURCE =
  /^https:\/\/github\.com\/hashicorp\/terraform-provider-aws\/blob\/[0-9a-f]{40}\/internal\/service\/\w+\/\w+\.go$/;

/** What a row is made with where only what it must have is given. */
function making(inputs: Values = {}): Making {
  const place = { account: "123456789012", region: "ap-northeast-2", partition: "aws" };
  return { inputs, place, changed: new Set(), held: () => [] };
}

/** Everything that is wrong with a row by itself. */
function problems(row: Row, table: TypeTable): string[] {
  const type = table.resources[row.type];
  if (type === undefined) return [`${row.type} is no type of the SDK`];
  const { names: sometimes = [], line = 1 } = row.replaceIf ?? {};
  const named = [...Object.keys(row.replaceOn), ...sometimes, ...(row.within ?? []), row.autoName ?? ""];
  const lines = [row.idLine, row.updateLine, line, ...Object.values(row.replaceOn)];
  const computed = Object.keys(row.computed(making(), "id"));
  const changed = new Set(Object.keys(type.inputs));
  const moves = row.moves?.(changed, { publish: true }) ?? [];
  const unknown = (what: string, names: string[], known: (name: string) => boolean) =>
    names.filter((name) => name !== "" && !known(name)).map((name) => `${what} ${name} is not declared`);
  return [
    ...(SOURCE.test(row.source) ? [] : [`${row.source} is no page of the real provider at a commit`]),
    ...lines.filter((line) => !Number.isInteger(line) || line < 1).map((line) => `${line} is no line`),
    ...unknown("input", named, (name) => declares(table, type.inputs, name.split("."))),
    ...unknown("output", computed, (name) => type.outputs.includes(name)),
    ...unknown("moving output", [...moves], (name) => computed.includes(name)),
  ];
}

function declares(table: TypeTable, properties: Properties, [name = "", ...rest]: string[]): boolean {
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (property === undefined || rest.length === 0) return property !== undefined;
  let { shape } = property;
  while (typeof shape === "object" && "list" in shape) shape = shape.list;
  return (
    typeof shape === "object" && "object" in shape && declares(table, table.objects[shape.object]!, rest)
  );
}

describe("the rows of the local AWS", () => {
  let table: TypeTable;
  before(() => {
    table = typeTable(cacheFolder(process.env));
  });
  const row = (type: string): Row => rows.get(type)!;

  it("are none twice, and those of no file are left out", () => {
    const found: string[] = [];
    for (const file of readdirSync(FOLDER).filter((name) => !["index.ts", "row.ts"].includes(name))) {
      const exported = Object.values(load(join(FOLDER, file)) as Record<string, unknown>);
      const lists = exported.filter((one): one is Row[] => Array.isArray(one));
      found.push(...lists.flat().map(({ type }) => type));
    }
    assert.deepEqual([...rows.keys()].sort(), found.sort());
  });

  for (const one of rows.values()) {
    it(`name only what ${one.type} has, and where the real provider says it`, () => {
      assert.deepEqual(problems(one, table), []);
    });
  }

  const role = () => row("aws:iam/role:Role");
  const broken: [what: string, change: (row: Row) => Partial<Row>, problem: string][] = [
    [
      "a type there is not",
      () => ({ type: "aws:iam/rolle:Rolle" }),
      "aws:iam/rolle:Rolle is no type of the SDK",
    ],
    [
      "a source at a branch",
      ({ source }) => ({ source: source.replace(/[0-9a-f]{40}/, "main") }),
      "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/role.go is no page of the real provider at a commit",
    ],
    ["a line there cannot be", () => ({ idLine: 0 }), "0 is no line"],
    [
      "half a line of what replaces sometimes",
      () => ({ replaceIf: { names: ["name"], line: 2.5, when: () => true } }),
      "2.5 is no line",
    ],
    [
      "an input there is not that replaces sometimes",
      () => ({ replaceIf: { names: ["nmae"], line: 2, when: () => true } }),
      "input nmae is not declared",
    ],
    ["half a line", () => ({ replaceOn: { name: 1.5 } }), "1.5 is no line"],
    ["an input there is not", () => ({ replaceOn: { nmae: 1 } }), "input nmae is not declared"],
    [
      "a field there is not",
      () => ({ replaceOn: { "inlinePolicies.nmae": 1 } }),
      "input inlinePolicies.nmae is not declared",
    ],
    ["a name there is not", () => ({ autoName: "roleName" }), "input roleName is not declared"],
    ["an owner there is not", () => ({ within: ["account"] }), "input account is not declared"],
    ["an output there is not", () => ({ computed: () => ({ arm: "" }) }), "output arm is not declared"],
    [
      "an output that never moves",
      () => ({ moves: () => ["policy"] }),
      "moving output policy is not declared",
    ],
  ];
  for (const [what, change, problem] of broken) {
    it(`would not pass with ${what}`, () => {
      assert.deepEqual(problems({ ...role(), ...change(role()) }, table), [problem]);
    });
  }

  it("may name a field of a block", () => {
    assert.deepEqual(problems({ ...role(), replaceOn: { "inlinePolicies.name": 1 } }, table), []);
  });

  it("say of five types what was read in the real provider's source", () => {
    const facts = (type: string) => {
      const { source, replaceOn, update, updateLine, idLine } = row(type);
      return { commit: source.split("/")[6], replaceOn, update, updateLine, idLine };
    };
    assert.deepEqual(facts("aws:lambda/alias:Alias"), {
      commit: "029aff97f173b9de0ee3dfda29c2ef6d2833bb12",
      replaceOn: { functionName: 63, name: 76 },
      update: "whole",
      updateLine: 163,
      idLine: 116,
    });
    assert.deepEqual(facts("aws:lambda/function:Function"), {
      commit: "0156d84e6bb47e4a5fe0c8e87cf2d14fb1dc3b8c",
      replaceOn: { name: 245, packageType: 371, tenancyConfig: 492 },
      update: "changed",
      updateLine: 994,
      idLine: 738,
    });
    assert.deepEqual(facts("aws:apigatewayv2/stage:Stage"), {
      commit: "02f6d2d9fb6028a483e4c2b92d7e2432ff0b9127",
      replaceOn: { apiId: 71, name: 142 },
      update: "changed",
      updateLine: 305,
      idLine: 247,
    });
    assert.deepEqual(facts("aws:ec2/route:Route"), {
      commit: "0128541e0711766f28540143a9d73738aced60aa",
      replaceOn: {
        routeTableId: 68,
        destinationCidrBlock: 77,
        destinationIpv6CidrBlock: 84,
        destinationPrefixListId: 92,
      },
      update: "whole",
      updateLine: 352,
      idLine: 261,
    });
    assert.deepEqual(facts("aws:iam/rolePolicy:RolePolicy"), {
      commit: "02f97af85f89a04e8ed89f5e8b64a9a67f3cfe07",
      replaceOn: { name: 49, namePrefix: 57, role: 75 },
      update: "whole",
      updateLine: 99,
      idLine: 106,
    });
  });

  it("keep apart what has nothing in common that may exist only once", () => {
    const held = (type: string, inputs: Values) => row(type).unique?.key(making(inputs));
    assert.equal(held("aws:ec2/internetGateway:InternetGateway", {}), undefined);
    assert.equal(held("aws:ec2/subnet:Subnet", { vpcId: "vpc-1" }), undefined);
    assert.equal(held("aws:iam/role:Role", { name: "Web" }), held("aws:iam/role:Role", { name: "web" }));
    const permission = (inputs: Values) =>
      held("aws:lambda/permission:Permission", { statementId: "s", function: "f", ...inputs });
    assert.equal(
      permission({ function: "arn:aws:lambda:ap-northeast-2:123456789012:function:f" }),
      permission({}),
    );
    assert.notEqual(permission({ qualifier: "live" }), permission({}));
  });

  it("publish a version for what the real provider publishes one for, and for nothing else", () => {
    const { inputs } = table.resources["aws:lambda/function:Function"]!;
    const silent = Object.keys(inputs).filter((name) => {
      const moved = row("aws:lambda/function:Function").moves!(new Set([name]), { publish: true });
      return !moved.includes("version");
    });
    assert.deepEqual(silent.sort(), [
      "codeSigningConfigArn",
      "name",
      "packageType",
      "region",
      "replaceSecurityGroupsOnDestroy",
      "replacementSecurityGroupIds",
      "reservedConcurrentExecutions",
      "skipDestroy",
      "tags",
      "tenancyConfig",
      "useResourceTimeoutForPropagation",
    ]);
    assert.deepEqual(row("aws:lambda/function:Function").moves!(new Set(["handler"]), {}), []);
  });
});
