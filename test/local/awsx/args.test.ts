import assert from "node:assert/strict";
import { Output, output, secret, type Inputs } from "@pulumi/pulumi";
import { readVpcArgs } from "../../../local/awsx/args";
import { natGatewayOptions, subnetSpecOptions, vpcOptions } from "../../../local/awsx/options";
import { Refusal } from "../../../refusal/refusal";

const AUTO = { subnetStrategy: "Auto" };

/** The lines of the refusal. */
function refusals(inputs: Inputs): string[] {
  try {
    readVpcArgs(inputs);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message.split("\n");
  }
  assert.fail("nothing was refused");
}

describe("the local awsx, reading options it does not take", () => {
  for (const option of vpcOptions.refused) {
    it(`refuses ${option} by name`, () => {
      assert.deepEqual(refusals({ ...AUTO, [option]: "x" }), [
        `${option}: must be left out, got "x"; of awsx.ec2.Vpc the local awsx has only cidrBlock, ` +
          "numberOfAvailabilityZones, availabilityZoneNames, availabilityZoneCidrMask, natGateways, subnetSpecs, " +
          "subnetStrategy, enableDnsHostnames, enableDnsSupport, tags",
      ]);
    });
  }

  for (const option of natGatewayOptions.refused) {
    it(`refuses natGateways.${option} by name`, () => {
      assert.deepEqual(refusals({ ...AUTO, natGateways: { strategy: "Single", [option]: ["x"] } }), [
        `natGateways.${option}: must be left out, got ["x"]; of natGateways the local awsx has only strategy`,
      ]);
    });
  }

  for (const option of subnetSpecOptions.refused) {
    it(`refuses ${option} of a subnet spec by name`, () => {
      assert.deepEqual(refusals({ ...AUTO, subnetSpecs: [{ type: "Public", [option]: 1 }] }), [
        `subnetSpecs[0].${option}: must be left out, got 1; ` +
          "of each of subnetSpecs the local awsx has only type, cidrMask, cidrBlocks, name",
      ]);
    });
  }

  it("refuses an option that awsx does not have either", () => {
    assert.match(
      refusals({ ...AUTO, cidrBlok: "10.0.0.0/16" })[0] ?? "",
      /^cidrBlok: must be left out, got "10/,
    );
  });

  for (const [given, got] of [
    [{}, "nothing"],
    [{ subnetStrategy: "Legacy" }, '"Legacy"'],
    [{ subnetStrategy: "Exact" }, '"Exact"'],
  ] as const) {
    it(`refuses ${got} as subnetStrategy, because it has only Auto`, () => {
      assert.deepEqual(refusals(given), [
        `subnetStrategy: must be "Auto", got ${got}; give it: left out, awsx takes Legacy, ` +
          "and the local awsx has only Auto (the default subnets are the same)",
      ]);
    });
  }

  it("refuses zones given by name and by number", () => {
    const inputs = { ...AUTO, availabilityZoneNames: ["a"], numberOfAvailabilityZones: 1 };
    assert.deepEqual(refusals(inputs), [
      "numberOfAvailabilityZones: must be left out when availabilityZoneNames is given, got 1; give one of the two",
    ]);
  });

  it("refuses outputs where they would decide the layout, without showing them", () => {
    assert.deepEqual(refusals({ ...AUTO, cidrBlock: secret("10.9.0.0/16") }), [
      "cidrBlock: must be text such as 10.0.0.0/16, got an output (secret, or not known yet); correct it",
    ]);
    assert.deepEqual(refusals({ ...AUTO, subnetSpecs: [{ type: "Public", name: secret("hush") }] }), [
      "subnetSpecs[0].name: must be text, got an output (secret, or not known yet); correct it",
    ]);
    assert.deepEqual(refusals({ ...AUTO, tags: output({ Stage: "dev" }) }), [
      "tags: must be a map whose keys are known before anything is created, got an output (secret, or not known yet); " +
        "put outputs into its values",
    ]);
  });

  it("says everything that is wrong at once", () => {
    const inputs = {
      ...AUTO,
      cidrBlock: "10.0.0.0/8",
      numberOfAvailabilityZones: 0,
      natGateways: { strategy: "Many" },
      subnetSpecs: [
        { type: "Unused", cidrMask: 30 },
        { type: "Public", cidrBlocks: ["10.0.0.1/24"] },
      ],
      enableDnsSupport: "yes",
      tags: { Count: 1 },
    };
    assert.deepEqual(refusals(inputs), [
      'cidrBlock: must be an IPv4 block from /16 to /28 without host bits, got "10.0.0.0/8"; correct it',
      "numberOfAvailabilityZones: must be 1 or more, got 0; correct it",
      'natGateways.strategy: must be one of None, Single, OnePerAz, got "Many"; choose one',
      'subnetSpecs[0].type: must be one of Public, Private, Isolated, got "Unused"; choose one',
      "subnetSpecs[0].cidrMask: must be a mask of /28 or shorter, got 30; AWS takes no smaller block",
      'subnetSpecs[1].cidrBlocks[0]: must be an IPv4 block from /16 to /28 without host bits, got "10.0.0.1/24"; correct it',
      'enableDnsSupport: must be true or false, got "yes"; correct it',
      "tags.Count: must be text, got 1; correct it",
    ]);
  });

  for (const [name, given, problem] of [
    [
      "no zones",
      { availabilityZoneNames: [] },
      "availabilityZoneNames: must be at least one zone, got []; leave it out to have them looked up",
    ],
    [
      "a zone twice",
      { availabilityZoneNames: ["a", "a"] },
      'availabilityZoneNames: must be zones that are all different, got ["a","a"]; name each once',
    ],
    [
      "no subnet specs",
      { subnetSpecs: [] },
      "subnetSpecs: must be at least one spec, got []; leave it out for a Private and a Public one",
    ],
    [
      "a list for a map",
      { natGateways: ["Single"] },
      'natGateways: must be a map of options, got ["Single"]; correct it',
    ],
    [
      "a zone's block that AWS does not take",
      { availabilityZoneCidrMask: 29 },
      "availabilityZoneCidrMask: must be a mask of /28 or shorter, got 29; AWS takes no smaller block",
    ],
    [
      "half a zone",
      { numberOfAvailabilityZones: 1.5 },
      "numberOfAvailabilityZones: must be a whole number, got 1.5; correct it",
    ],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(refusals({ ...AUTO, ...given }), [problem]);
    });
  }
});

describe("the local awsx, reading its options", () => {
  it("takes awsx's defaults", () => {
    assert.deepEqual(readVpcArgs(AUTO), {
      cidrBlock: "10.0.0.0/16",
      natGateways: { strategy: "OnePerAz" },
      subnetStrategy: "Auto",
      tags: {},
    });
    assert.deepEqual(readVpcArgs({ ...AUTO, natGateways: {} }).natGateways, { strategy: "OnePerAz" });
  });

  it("passes outputs on where no decision depends on them", () => {
    const enableDnsHostnames = output(true);
    const tag = secret("hush");
    const args = readVpcArgs({ ...AUTO, enableDnsHostnames, tags: { Owner: tag } });
    assert.ok(Output.isInstance(args.enableDnsHostnames));
    assert.equal(args.enableDnsHostnames, enableDnsHostnames);
    assert.equal(args.tags["Owner"], tag);
  });
});
