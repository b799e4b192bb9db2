import assert from "node:assert/strict";
import type { Property, Shape, TypeTable } from "../../../../local/aws/types/shape";
import { typeTable } from "../../../../local/aws/types/type-table";
import type { Value, Values } from "../../../../wire/values";
import { cacheFolder } from "../../../../local/engine/cache-folder";
import { servedAws, type ServedAws } from "../served-aws";
import { planned } from "./measured-plans";

/** A value of that shape; another for another number. */
function valueOf(table: TypeTable, shape: Shape, number: number): Value {
  if (shape === "string" || shape === "any") return `text-${number}`;
  if (shape === "number") return number;
  if (shape === "boolean") return number % 2 === 0;
  if (typeof shape === "string") throw new Error(`no value of ${shape} is needed here`);
  if ("list" in shape) return [valueOf(table, shape.list, number)];
  if ("map" in shape) return { a: valueOf(table, shape.map, number) };
  if ("oneOf" in shape) return valueOf(table, shape.oneOf[0]!, number);
  const [[name, field]] = Object.entries(table.objects[shape.object]!) as [[string, Property]];
  return { [name]: valueOf(table, field.shape, number) };
}

/** What a state has of these inputs: IAM and Route 53 are in no region. */
function stateOf(type: string, inputs: Values): Values {
  const tags: Values = inputs["tags"] === undefined ? {} : { tagsAll: inputs["tags"] };
  return /^aws:(iam|route53)\//.test(type)
    ? { ...inputs, ...tags }
    : { ...inputs, ...tags, region: "us-east-1" };
}

describe("the local AWS plans a change as the real provider does", () => {
  let table: TypeTable;
  let aws: ServedAws;
  before(async () => {
    table = typeTable(cacheFolder(process.env));
    aws = await servedAws();
    await aws.client.configure({ region: "us-east-1" });
  });
  after(() => {
    aws.close();
  });

  for (const { type, replaces, updates } of planned) {
    it(`of ${type}`, async () => {
      const names = `${replaces} ${updates}`.split(" ").filter((name) => name !== "");
      const value = (name: string, number: number) =>
        valueOf(table, table.resources[type]!.inputs[name]!.shape, number);
      const inputs = Object.fromEntries(names.map((name) => [name, value(name, 1)]));
      const replacing: string[] = [];
      for (const name of names) {
        const after = { ...inputs, [name]: value(name, 2) };
        const response = await aws.client.diff(type, inputs, after, stateOf(type, inputs));
        assert.equal(response.getDetaileddiffMap().getLength(), 1, `the change of ${name}`);
        if (response.getReplacesList().length > 0) replacing.push(name);
      }
      assert.deepEqual(replacing, replaces.split(" "));
    });
  }

  const replaced = async (type: string, before: Values, after: Values) => {
    const response = await aws.client.diff(type, before, after, stateOf(type, before));
    return [response.getReplacesList().sort(), response.getDeletebeforereplace()] as const;
  };

  it("of a parameter's tier, which only goes up in place", async () => {
    const tier = (value: string): Values => ({ name: "/x", type: "String", value: "v", tier: value });
    const type = "aws:ssm/parameter:Parameter";
    assert.deepEqual(await replaced(type, tier("Standard"), tier("Advanced")), [[], false]);
    assert.deepEqual(await replaced(type, tier("Advanced"), tier("Standard")), [["tier"], true]);
  });

  it("of a security group rule's source, which stays of its kind", async () => {
    const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const rule = (source: Values): Values => ({ securityGroupId: "sg-1", ipProtocol: "tcp", ...source });
    const [wide, wider, group] = [
      rule({ cidrIpv4: "10.0.0.0/16" }),
      rule({ cidrIpv4: "10.0.0.0/8" }),
      rule({ referencedSecurityGroupId: "sg-2" }),
    ];
    assert.deepEqual(await replaced(type, wide, wider), [[], false]);
    assert.deepEqual(await replaced(type, wide, group), [["cidrIpv4", "referencedSecurityGroupId"], false]);
  });

  it("of a policy's attachment, whose old one goes first", async () => {
    const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    const after = { role: "r", policyArn: "arn:q" };
    assert.deepEqual(await replaced(type, { role: "r", policyArn: "arn:p" }, after), [["policyArn"], true]);
    assert.deepEqual(await replaced(type, after, after), [[], false]);
  });
});
