import assert from "node:assert/strict";
import fc from "fast-check";
import { addressesIn, blockWith, overlap, parseBlock } from "../../../local/awsx/cidr";
import { layOut, type LayoutArgs } from "../../../local/awsx/layout";
import { NatGatewayStrategy, SubnetType } from "../../../local/awsx/subnet-specs";
import { Refusal } from "../../../refusal/refusal";

/** VPCs of AWS's sizes, aligned, away from the ends of the address space. */
const vpcBlocks = fc
  .record({
    octets: fc.tuple(fc.integer({ min: 1, max: 223 }), fc.nat(255), fc.nat(255)),
    mask: fc.integer({ min: 16, max: 28 }),
  })
  .map(({ octets, mask }) =>
    blockWith(parseBlock(`${octets.join(".")}.0/24`) ?? assert.fail(), mask).networkForm(),
  );

const specs = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1 }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc.record(
        {
          name: fc.constant(name),
          type: fc.constantFrom(...Object.values(SubnetType)),
          cidrMask: fc.integer({ min: 16, max: 28 }),
        },
        { requiredKeys: ["name", "type"] },
      ),
    ),
  ),
);

const requests = fc.record({
  args: fc.record(
    {
      name: fc.constant("net"),
      cidrBlock: vpcBlocks,
      availabilityZoneCidrMask: fc.integer({ min: 16, max: 28 }),
      natGatewayStrategy: fc.constantFrom(...Object.values(NatGatewayStrategy)),
      subnetSpecs: specs,
      tags: fc.dictionary(fc.string(), fc.string()),
    },
    { requiredKeys: ["name", "cidrBlock", "natGatewayStrategy", "tags"] },
  ),
  zones: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"), { minLength: 1 }),
});

/** The plan, or undefined when it is refused. */
function planOf({ args, zones }: { args: LayoutArgs<string>; zones: string[] }) {
  try {
    return layOut(args, zones);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

describe("every layout the local awsx accepts", () => {
  it("has subnets that lie in the VPC and do not overlap", () => {
    let accepted = 0;
    fc.assert(
      fc.property(requests, (request) => {
        const blocks = planOf(request)?.subnets.map(
          ({ cidrBlock }) => parseBlock(cidrBlock) ?? assert.fail(cidrBlock),
        );
        if (blocks === undefined) return;
        accepted += 1;
        const vpc = parseBlock(request.args.cidrBlock) ?? assert.fail();
        blocks.forEach((one, index) => {
          assert.ok(one.isInSubnet(vpc), one.networkForm());
          blocks.slice(index + 1).forEach((other) => {
            assert.ok(!overlap(one, other), `${one.networkForm()} ${other.networkForm()}`);
          });
        });
      }),
      { numRuns: 500 },
    );
    assert.ok(accepted > 20, `only ${accepted} of the requests were accepted`);
  });

  it("has the addresses that awsx's rule gives, counted in whole numbers", () => {
    fc.assert(
      fc.property(requests, (request) => {
        const plan = planOf(request);
        const { cidrBlock, subnetSpecs, availabilityZoneCidrMask } = request.args;
        if (plan === undefined || subnetSpecs === undefined) return;
        const [base, vpcMask] = numbers(cidrBlock);
        let zoneBits = 0;
        while (2 ** zoneBits < request.zones.length) zoneBits += 1;
        const zoneMask = availabilityZoneCidrMask ?? vpcMask + zoneBits;
        let specBits = 0;
        while (2 ** specBits < subnetSpecs.length) specBits += 1;
        const expected = new Map<string, number>();
        request.zones.forEach((_, zone) => {
          let end = base + zone * addressesIn(zoneMask);
          for (const { name = "", cidrMask = zoneMask + specBits } of subnetSpecs) {
            const size = addressesIn(cidrMask);
            const start = Math.ceil(end / size) * size;
            expected.set(`net-${name}-${zone + 1}`, start);
            end = start + size;
          }
        });
        const starts = plan.subnets.map(({ name, cidrBlock: block }) => [name, numbers(block)[0]] as const);
        assert.deepEqual(new Map(starts), expected);
      }),
      { numRuns: 500 },
    );
  });

  it("is the same whenever it is computed, and a tag more changes only tags", () => {
    fc.assert(
      fc.property(requests, fc.string(), fc.string(), (request, key, value) => {
        const plan = planOf(request);
        assert.deepEqual(planOf(request), plan);
        const tagged = planOf({
          ...request,
          args: { ...request.args, tags: { ...request.args.tags, [key]: value } },
        });
        assert.deepEqual(withoutTags(tagged), withoutTags(plan));
      }),
    );
  });
});

function numbers(cidrBlock: string): [number, number] {
  const [address = "", mask = ""] = cidrBlock.split("/");
  return [address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0), Number(mask)];
}

function withoutTags(plan: unknown): unknown {
  return JSON.parse(
    JSON.stringify(plan ?? null, (key, value: unknown) => (key === "tags" ? undefined : value)),
  );
}
