import assert from "node:assert/strict";
import { refusesBadNames } from "../component-tests";
import { refused } from "../refused";
import { balancer, certificateArn } from "./balancer";

describe("a load balancer is refused", () => {
  it("for every setting that is out of its range, at once", async () => {
    const settings = {
      port: 0,
      previewPort: 65_536,
      certificateArn: "arn:aws:iam::123456789012:server-certificate/old",
      webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/1",
      accessLogDays: 0,
      publicNames: { zoneId: "example.com", names: ["Shop.example.com", "a.example.com", "a.example.com"] },
      previewCidrBlocks: [
        "office",
        "192.0.2.1/24",
        "192.0.2.0/24",
        "192.0.2.0/24",
        "10.0.0.0/08",
        "10.10.0.0/16",
      ],
    };
    const { paths, lines } = await refused(balancer(settings));
    assert.deepEqual(lines, [
      "port: must be a whole number from 1 to 65535, got 0; leave it out for 80, or 443 with a certificate",
      "previewPort: must be a whole number from 1 to 65535, got 65536; use 8080",
      'certificateArn: must be the ARN of an ACM certificate, got "arn:aws:iam::123456789012:server-certificate/old"; ' +
        "copy it from AWS",
      'webAclArn: must be the ARN of a regional web ACL, got "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/1"; ' +
        "copy it from AWS",
      "accessLogDays: must be a whole number from 1 to 3650, got 0; use 90",
      'previewCidrBlocks[0]: must be an IPv4 CIDR that begins at its first address, got "office"; ' +
        "for example 192.0.2.0/24",
      'previewCidrBlocks[1]: must be an IPv4 CIDR that begins at its first address, got "192.0.2.1/24"; ' +
        "for example 192.0.2.0/24",
      'previewCidrBlocks[3]: must be listed once, got "192.0.2.0/24"; remove one',
      'previewCidrBlocks[4]: must be an IPv4 CIDR that begins at its first address, got "10.0.0.0/08"; ' +
        "for example 192.0.2.0/24",
      'previewCidrBlocks[5]: must be public, as the load balancer is, got "10.10.0.0/16"; ' +
        "give the addresses of the office or the NAT gateways",
      'publicNames.zoneId: must be the id of a public hosted zone, got "example.com"; copy it from Route 53',
      'publicNames.names[0]: must be a lower-case host name of at most 64 characters, got "Shop.example.com"; ' +
        "for example shop.example.com",
      'publicNames.names[2]: must be listed once, got "a.example.com"; remove one',
    ]);
    assert.deepEqual(
      paths,
      lines.map((line) => line.slice(0, line.indexOf(":"))),
    );
  });

  for (const [ports, same] of [
    [{ previewPort: 80 }, 80],
    [{ port: 8080 }, 8080],
    [{ certificateArn, previewPort: 443 }, 443],
  ] as const) {
    it(`for a preview on the product's port, with ${JSON.stringify(Object.keys(ports))} given`, async () => {
      assert.deepEqual((await refused(balancer(ports))).lines, [
        `previewPort: must be another port than the product's (${same}), got ${same}; choose another`,
      ]);
    });
  }

  it("for a preview on the port that leads to HTTPS", async () => {
    assert.deepEqual((await refused(balancer({ certificateArn, previewPort: 80 }))).lines, [
      "previewPort: must be another port than the one that leads to the product's (80), got 80; use 8080",
    ]);
  });

  it("for settings of its own beside listeners that exist, and for listeners of two load balancers", async () => {
    const listener = (rest: string): string =>
      `arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/${rest}`;
    const existing = {
      productListenerArn: listener("edge/50dc6c495c0c9188/f2f7dc8efc522ab2"),
      previewListenerArn: listener("other/50dc6c495c0c9189/f2f7dc8efc522ab3"),
    };
    assert.deepEqual((await refused(balancer({ existing, port: 81, accessLogDays: 7 }))).paths, [
      "existing.previewListenerArn",
      "port",
      "previewCidrBlocks",
      "accessLogDays",
    ]);
    const same = { ...existing, previewListenerArn: existing.productListenerArn };
    const none = { productListenerArn: "edge", previewListenerArn: listener("edge/1/2/3") };
    const alone = (given: typeof existing) => balancer({ existing: given, previewCidrBlocks: undefined });
    assert.deepEqual((await refused(alone(same))).paths, ["existing.previewListenerArn"]);
    assert.deepEqual((await refused(alone(none))).paths, [
      "existing.productListenerArn",
      "existing.previewListenerArn",
    ]);
  });

  refusesBadNames(balancer);
});
