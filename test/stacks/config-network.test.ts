import assert from "node:assert/strict";
import fc from "fast-check";
import { parsed, refusals } from "./config-of";

const created = (create: object): string[] => refusals({ network: { create } });
const existing = (ids: object): string[] => refusals({ network: { existing: ids } });
const cidrRule = "must be an IPv4 CIDR from /16 to /24 that begins at its first address";
const overlap = (taken: string, index: number, got: string): string =>
  `network.create.cidrBlock: must be a range that does not overlap ${taken} ` +
  `(network.create.takenCidrBlocks[${index}]), got "${got}"; choose a free range; it cannot be changed later`;

describe("the network of a stack is refused", () => {
  it("with neither create nor existing, and with both", () => {
    assert.deepEqual(refusals({ network: {} }), [
      "network: must be either create or existing, got neither; give exactly one of the two",
    ]);
    const both = {
      create: { cidrBlock: "10.10.0.0/16" },
      existing: { vpcId: "vpc-12345678", privateSubnetIds: ["subnet-12345678"] },
    };
    assert.deepEqual(refusals({ network: both }), [
      "network: must be either create or existing, got both; give exactly one of the two",
    ]);
  });

  for (const cidr of [
    "10.10.0.0",
    "10.10.0.1/16",
    "10.0.0.0/15",
    "10.10.0.0/25",
    "10.10.0/16",
    "010.10.0.0/16",
    "10.10.0.0/016",
    " 10.10.0.0/16",
    "10.10.0.0/16 ",
    "10.256.0.0/16",
    "fd00::/16",
    "",
  ]) {
    it(`for the address range ${JSON.stringify(cidr)}`, () => {
      assert.deepEqual(created({ cidrBlock: cidr }), [
        `network.create.cidrBlock: ${cidrRule}, got "${cidr}"; for example 10.10.0.0/16`,
      ]);
    });
  }

  it("for an address range that overlaps taken ones, however, naming each", () => {
    const taken = ["10.10.128.0/17", "10.11.0.0/16", "10.0.0.0/8", "10.10.0.0/16"];
    assert.deepEqual(created({ cidrBlock: "10.10.0.0/16", takenCidrBlocks: taken }), [
      overlap("10.10.128.0/17", 0, "10.10.0.0/16"),
      overlap("10.0.0.0/8", 2, "10.10.0.0/16"),
      overlap("10.10.0.0/16", 3, "10.10.0.0/16"),
    ]);
  });

  it("for a taken range that is none", () => {
    assert.deepEqual(
      created({ cidrBlock: "10.10.0.0/16", takenCidrBlocks: ["10.20.0.0/16", "prod", 5, "10.30.0.0"] }),
      [
        "network.create.takenCidrBlocks[2]: must be a text, got 5; change it",
        'network.create.takenCidrBlocks[1]: must be an IPv4 CIDR, got "prod"; for example 10.0.0.0/16',
        'network.create.takenCidrBlocks[3]: must be an IPv4 CIDR, got "10.30.0.0"; for example 10.0.0.0/16',
      ],
    );
  });

  for (const zones of [0, 4, 1.5, -1, 1e20]) {
    it(`for ${zones} zones`, () => {
      assert.deepEqual(created({ cidrBlock: "10.10.0.0/16", availabilityZones: zones }), [
        `network.create.availabilityZones: must be a whole number from 1 to 3, got ${zones}; use 2`,
      ]);
    });
  }

  it("for malformed ids, everything at once", () => {
    const ids = {
      vpcId: "vpc-1234567G",
      publicSubnetIds: ["subnet-12345678", "subnet-12345678", 7],
      privateSubnetIds: ["vpc-12345678", "subnet-0123456789abcdef", ""],
    };
    const subnetRule = "must be subnet- and 8 or 17 hexadecimal digits";
    assert.deepEqual(existing(ids), [
      "network.existing.publicSubnetIds[2]: must be a text, got 7; change it",
      'network.existing.vpcId: must be vpc- and 8 or 17 hexadecimal digits, got "vpc-1234567G"; copy the id from AWS',
      'network.existing.publicSubnetIds[1]: must be listed once, got "subnet-12345678"; remove one',
      `network.existing.privateSubnetIds[0]: ${subnetRule}, got "vpc-12345678"; copy the id from AWS`,
      `network.existing.privateSubnetIds[1]: ${subnetRule}, got "subnet-0123456789abcdef"; copy the id from AWS`,
      `network.existing.privateSubnetIds[2]: ${subnetRule}, got ""; copy the id from AWS`,
    ]);
  });

  it("without a private subnet", () => {
    assert.deepEqual(existing({ vpcId: "vpc-12345678", privateSubnetIds: [] }), [
      "network.existing.privateSubnetIds: must be at least one subnet, got []; functions and instances live there",
    ]);
    assert.deepEqual(existing({ vpcId: "vpc-12345678" }), [
      "network.existing.privateSubnetIds: must be a list, got nothing; " +
        "set it: pulumi config set --path 'multistage:network.existing.privateSubnetIds'",
    ]);
  });

  it("exactly when two ranges have an address in common", () => {
    const ranges = fc.record({ mask: fc.integer({ min: 16, max: 24 }), at: fc.nat() }).map(({ mask, at }) => {
      const size = 2 ** (32 - mask);
      // Within 10.0.0.0/14, so that overlaps are frequent.
      const start = (at * size) % 2 ** 18;
      const cidr = `10.${Math.floor(start / 65536)}.${Math.floor(start / 256) % 256}.0/${mask}`;
      return { cidr, first: start, last: start + size - 1 };
    });
    fc.assert(
      fc.property(ranges, ranges, (own, taken) => {
        const create = { cidrBlock: own.cidr, takenCidrBlocks: [taken.cidr] };
        if (own.first <= taken.last && taken.first <= own.last) {
          assert.deepEqual(created(create), [overlap(taken.cidr, 0, own.cidr)]);
        } else {
          assert.deepEqual(parsed({ network: { create } }).network?.create, create);
        }
      }),
    );
  });
});

describe("the network of a stack", () => {
  it("may exist, with ids of 8 and of 17 digits", () => {
    const ids = {
      vpcId: "vpc-0123456789abcdef0",
      publicSubnetIds: [],
      privateSubnetIds: ["subnet-12345678", "subnet-0123456789abcdef0"],
    };
    assert.deepEqual(parsed({ network: { existing: ids } }).network, { existing: ids });
  });
});
