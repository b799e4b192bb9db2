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
      'previewCidrBlocks[0]: must be an IPv4 CIDR that begins at its first address, got "office"; ' +
        "for example 192.0.2.0/24",
      'previewCidrBlocks[1]: must be an IPv4 CIDR that begins at its first address, got "192.0.2.1/24"; ' +
        "for example 192.0.2.0/24",
      'previewCidrBlocks[3]: must be listed once, got "192.0.2.0/24"; remove one',
      'previewCidrBlocks[4]: must be an IPv4 CIDR that begins at its first address, got "10.0.0.0/08"; ' +
        "for example 192.0.2.0/24",
      'previewCidrBlocks[5]: must be public, as the load balancer is, got "10.10.0.0/16"; ' +
        "give the addresses of the office or the NAT gateways",
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

  refusesBadNames(balancer);
});
