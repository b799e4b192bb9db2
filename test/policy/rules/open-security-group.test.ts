import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Finding } from "../../../policy/rule";
import { openSecurityGroup } from "../../../policy/rules/open-security-group";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const SPLIT = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EITHER = "aws:ec2/securityGroupRule:SecurityGroupRule";

const check = (type: string, inputs: Values, allowedPorts?: readonly number[]): readonly Finding[] =>
  judge(
    openSecurityGroup,
    { type, inputs },
    allowedPorts === undefined ? {} : { settings: { allowedPorts } },
  );
const inGroup = (...ingress: readonly Value[]): string[] => places(check(GROUP, { ingress }));
const tcp = (fromPort: Value, toPort: Value = fromPort): Values => ({ protocol: "tcp", fromPort, toPort });
const everybody = { cidrBlocks: ["0.0.0.0/0"] };
const OPEN = ["ingress[0].cidrBlocks[0]"];

describe("the rule open-security-group", () => {
  it("says which range gets where, and what to do", () => {
    const office = { ...tcp(22), cidrBlocks: ["192.0.2.0/24"] };
    const open = { ...tcp(22, 23), cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] };
    assert.deepEqual(check(GROUP, { ingress: [office, open] }), [
      {
        problem: {
          property: "ingress[1].cidrBlocks[1]",
          rule: "limited to address ranges that are known, a prefix list or a security group",
          got: '"0.0.0.0/0" on ports 22 to 23',
          remedy: "name who needs it, or, if it is for everybody, the port in allowedPorts (now 80, 443)",
        },
      },
    ]);
  });

  it("refuses it in every form a rule has", () => {
    assert.deepEqual(inGroup({ ...tcp(22), ipv6CidrBlocks: ["::/0"] }), ["ingress[0].ipv6CidrBlocks[0]"]);
    const byDefault = check("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {
      ingress: [{ ...tcp(22), ...everybody }],
    });
    assert.deepEqual(places(byDefault), OPEN);
    assert.deepEqual(places(check(EITHER, { type: "ingress", ...tcp(22), ...everybody })), ["cidrBlocks[0]"]);
    const split = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };
    assert.deepEqual(places(check(SPLIT, { ...split, cidrIpv4: "0.0.0.0/0" })), ["cidrIpv4"]);
    assert.deepEqual(places(check(SPLIT, { ...split, cidrIpv6: "::/0" })), ["cidrIpv6"]);
  });

  const worldwide = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "0::0/0", "2000::/3", " 0.0.0.0/0 "];
  for (const block of worldwide) {
    it(`takes ${block} for everybody`, () => {
      assert.deepEqual(inGroup({ ...tcp(22), cidrBlocks: [block] }), OPEN);
    });
  }

  for (const block of ["10.0.0.0/8", "192.0.2.1/32", "fc00::/7", "2001:db8::/32", "everybody", "", 0, null]) {
    it(`takes ${String(block)} for somebody's own`, () => {
      assert.deepEqual(inGroup({ ...tcp(22), cidrBlocks: [block] }), []);
    });
  }

  it("refuses every protocol, those without ports, and ports that are not said", () => {
    for (const protocol of ["-1", "all", "47", undefined, null, 6])
      assert.deepEqual(
        inGroup({ protocol, fromPort: 443, toPort: 443, ...everybody }),
        OPEN,
        String(protocol),
      );
    assert.deepEqual(inGroup({ protocol: "tcp", ...everybody }), OPEN);
    assert.deepEqual(inGroup({ ...tcp(-1), ...everybody }), OPEN);
    assert.deepEqual(inGroup({ ...tcp(0, 65_535), ...everybody }), OPEN);
  });

  it("refuses a range with one port too many, and one written the wrong way round", () => {
    assert.deepEqual(inGroup({ ...tcp(80, 81), ...everybody }), OPEN);
    assert.deepEqual(inGroup({ ...tcp(443, 80), ...everybody }), OPEN);
    assert.deepEqual(check(GROUP, { ingress: [{ ...tcp(80, 82), ...everybody }] }, [82, 80, 81]), []);
    assert.deepEqual(places(check(GROUP, { ingress: [{ ...tcp(443), ...everybody }] }, [])), OPEN);
  });

  it("takes what is for everybody, pings, what goes out, and what comes from groups and lists", () => {
    assert.deepEqual(inGroup({ ...tcp(80), ...everybody }, { ...tcp(443), ipv6CidrBlocks: ["::/0"] }), []);
    assert.deepEqual(inGroup({ ...tcp(443), protocol: "UDP", ...everybody }), []);
    assert.deepEqual(inGroup({ protocol: "icmp", fromPort: 8, toPort: 0, ...everybody }), []);
    assert.deepEqual(check(GROUP, { egress: [{ protocol: "-1", ...everybody }] }), []);
    assert.deepEqual(check(EITHER, { type: "egress", ...tcp(22), ...everybody }), []);
    assert.deepEqual(
      inGroup({ ...tcp(22), prefixListIds: ["pl-1"], securityGroups: ["sg-1"], self: true }),
      [],
    );
  });

  it("does not evaluate what is not known yet, and says which source", () => {
    assert.deepEqual(places(check(GROUP, { ingress: UNKNOWN })), ["? ingress"]);
    assert.deepEqual(inGroup(UNKNOWN), ["? ingress[0]"]);
    assert.deepEqual(inGroup({ ...tcp(22), cidrBlocks: UNKNOWN }), ["? ingress[0].cidrBlocks"]);
    assert.deepEqual(inGroup({ ...tcp(22), cidrBlocks: ["10.0.0.0/8", UNKNOWN] }), [
      "? ingress[0].cidrBlocks[1]",
    ]);
    assert.deepEqual(inGroup({ ...tcp(UNKNOWN), ...everybody }), ["? ingress[0].cidrBlocks[0]"]);
    assert.deepEqual(inGroup({ ...tcp(443, UNKNOWN), ...everybody }), ["? ingress[0].cidrBlocks[0]"]);
    assert.deepEqual(inGroup({ ...tcp(22), protocol: UNKNOWN, ...everybody }), [
      "? ingress[0].cidrBlocks[0]",
    ]);
    assert.deepEqual(places(check(EITHER, { type: UNKNOWN, ...tcp(22), ...everybody })), ["? cidrBlocks[0]"]);
  });

  it("does evaluate what no unknown part can change", () => {
    assert.deepEqual(inGroup({ ...tcp(22, UNKNOWN), ...everybody }), OPEN);
    assert.deepEqual(inGroup({ ...tcp(443), cidrBlocks: UNKNOWN }), []);
    assert.deepEqual(inGroup({ ...tcp(UNKNOWN), protocol: UNKNOWN, cidrBlocks: ["10.0.0.0/8"] }), []);
    assert.deepEqual(inGroup({ ...tcp(22), cidrBlocks: [UNKNOWN, "0.0.0.0/0"] }), [
      "? ingress[0].cidrBlocks[0]",
      "ingress[0].cidrBlocks[1]",
    ]);
  });

  it("agrees with a look at every single port of a range", () => {
    const port = fc.integer({ min: 70, max: 90 });
    fc.assert(
      fc.property(port, port, fc.uniqueArray(port), (one, other, allowed) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const isFine = Array.from({ length: to - from + 1 }, (_, index) => from + index).every((each) =>
          allowed.includes(each),
        );
        const found = check(GROUP, { ingress: [{ ...tcp(from, to), ...everybody }] }, allowed);
        assert.equal(found.length, isFine ? 0 : 1);
      }),
    );
  });

  itIsSound(
    openSecurityGroup,
    ["type", "ingress", "cidrBlocks", "cidrIpv4", "protocol", "ipProtocol", "fromPort", "toPort"],
    ["0.0.0.0/0", "::/0", "10.0.0.0/8", "tcp", "icmp", "-1", "ingress", "egress", 22, 80, 443],
  );
});
