import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { addressRules } from "../../../local/awsx/address-rules";
import { childRows } from "../../../local/awsx/children";
import { natGatewayOptions, subnetSpecOptions, vpcOptions, type Options } from "../../../local/awsx/options";
import { AWSX_VERSION } from "../../../local/awsx/source";

const client = dirname(require.resolve("@pulumi/awsx/package.json"));
const everyOption = [vpcOptions, natGatewayOptions, subnetSpecOptions];

/** The members of an interface of the client's declarations. */
function members(file: string, declaration: string): string[] {
  const text = readFileSync(join(client, file), "utf8");
  const body = new RegExp(`interface ${declaration} \\{(.*?)\\n *\\}\\n`, "s").exec(text)?.[1];
  assert.ok(body !== undefined, `${declaration} is not in ${file}`);
  const withoutComments = body.replace(/\/\*.*?\*\//gs, "");
  return [...withoutComments.matchAll(/^ *(\w+)\??:/gm)].map(([, name]) => name ?? "");
}

function names({ served, refused }: Options): string[] {
  return [...served.map(({ option }) => option), ...refused].sort();
}

describe("the local awsx's tables", () => {
  it("cite lines of awsx's source at a commit in every row", () => {
    const sources = [...everyOption.flatMap(({ served }) => served), ...childRows, ...addressRules].map(
      ({ source }) => source,
    );
    assert.equal(sources.length, 10 + 1 + 4 + 8 + 8);
    for (const source of sources) {
      const lines =
        /^https:\/\/github\.com\/pulumi\/pulumi-awsx\/blob\/[0-9a-f]{40}\/awsx\/ec2\/\w+\.ts#L(\d+)-L(\d+)$/.exec(
          source,
        );
      assert.ok(lines !== null, source);
      assert.ok(Number(lines[1]) <= Number(lines[2]), source);
    }
  });

  it("are of the release whose client is installed", () => {
    const { version } = JSON.parse(readFileSync(join(client, "package.json"), "utf8")) as { version: string };
    assert.equal(AWSX_VERSION, version);
  });

  it("name every option the client has, as served or as refused", () => {
    assert.deepEqual(names(vpcOptions), members("ec2/vpc.d.ts", "VpcArgs").sort());
    assert.deepEqual(
      names(natGatewayOptions),
      members("types/input.d.ts", "NatGatewayConfigurationArgs").sort(),
    );
    assert.deepEqual(names(subnetSpecOptions), members("types/input.d.ts", "SubnetSpecArgs").sort());
  });

  it("say of children only what served options decide", () => {
    const served = new Set(vpcOptions.served.map(({ option }) => option));
    for (const { type, decidedBy } of childRows) {
      assert.deepEqual(
        decidedBy.filter((option) => !served.has(option)),
        [],
        type,
      );
    }
  });
});
