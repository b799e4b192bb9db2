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
  it("with a private zone to make and one that exists, and for a name or an id that is none", () => {
    const zone = (settings: object): string[] =>
      refusals({ network: { create: { cidrBlock: "10.10.0.0/16" }, ...settings } });
    const [privateZoneName, privateZoneId] = ["dev.shop.internal", "Z0123456789ABCDEFGHIJ"];
    assert.deepEqual(zone({ privateZoneName, privateZoneId }), [
      `network.privateZoneId: must be left out beside network.privateZoneName, got "${privateZoneId}"; ` +
        "leave out network.privateZoneName to use a zone that exists, or this to make one",
    ]);
    assert.match(
      zone({ privateZoneName: "internal" }).join(),
      /^network\.privateZoneName: must be a lower-case/,
    );
    assert.match(zone({ privateZoneId: "zone" }).join(), /^network\.privateZoneId: must be Z and up to 31/);
    const taken = { create: { cidrBlock: "10.10.0.0/16" }, privateZoneId };
    assert.deepEqual(parsed({ network: taken }).network, taken);
  });

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
    "10.10.0.0/28",
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

  it("for endpoints nobody has, of the wrong kind or listed twice, each by its place", () => {
    const create = {
      cidrBlock: "10.10.0.0/16",
      gatewayEndpoints: ["dynamodb", "ssm", "dynamodb"],
      interfaceEndpoints: ["", "kms", "kms"],
    };
    assert.deepEqual(created(create), [
      'network.create.gatewayEndpoints[1]: must be one of s3, dynamodb, got "ssm"; change it',
      "network.create.interfaceEndpoints[0]: must be one of ssm, ssmmessages, ec2messages, codedeploy-commands-secure, " +
        'logs, monitoring, kms, secretsmanager, got ""; change it',
      'network.create.gatewayEndpoints[2]: must be listed once, got "dynamodb"; remove one',
      'network.create.interfaceEndpoints[2]: must be listed once, got "kms"; remove one',
    ]);
  });

  it("for flow logs that are kept for no number of days CloudWatch Logs knows, or are no settings", () => {
    const create = (flowLogs: unknown): object => ({ cidrBlock: "10.10.0.0/16", flowLogs });
    assert.match(
      created(create({ retentionDays: 0 })).join(),
      /^network\.create\.flowLogs\.retentionDays: must be one of 1, 3, .*, got 0; choose one$/,
    );
    assert.deepEqual(created(create(true)), [
      "network.create.flowLogs: must be an object, got true; change it",
    ]);
    assert.deepEqual(created(create({ days: 30 })), [
      'network.create.flowLogs.days: must be one of retentionDays, got "days"; remove it',
    ]);
  });

  it("for a subnet that is public and private", () => {
    const id = "subnet-12345678";
    assert.deepEqual(existing({ vpcId: "vpc-12345678", publicSubnetIds: [id], privateSubnetIds: [id] }), [
      `network.existing.privateSubnetIds[0]: must be listed once (network.existing.publicSubnetIds[0] has it), got "${id}"; remove one`,
    ]);
  });

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
      'network.existing.publicSubnetIds[1]: must be listed once (network.existing.publicSubnetIds[0] has it), got "subnet-12345678"; remove one',
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
  it("may have endpoints and flow logs, with nothing said of what has a default", () => {
    const create = {
      cidrBlock: "10.10.0.0/24",
      gatewayEndpoints: [],
      interfaceEndpoints: ["ssm", "secretsmanager"],
      flowLogs: {},
    };
    assert.deepEqual(parsed({ network: { create } }).network, { create });
  });

  it("may exist, with ids of 8 and of 17 digits", () => {
    const ids = {
      vpcId: "vpc-0123456789abcdef0",
      publicSubnetIds: [],
      privateSubnetIds: ["subnet-12345678", "subnet-0123456789abcdef0"],
    };
    assert.deepEqual(parsed({ network: { existing: ids } }).network, { existing: ids });
  });
});
