import assert from "node:assert/strict";
import { SECURITY_GROUP } from "../guestbook";
import { make, only } from "../make";
import { value } from "../mocked";
import { balancer, certificateArn, INGRESS, LISTENER } from "./balancer";

describe("a load balancer", () => {
  it("lets everybody in on the product's port, and the given ranges on the preview's", async () => {
    const made = await make(balancer({ previewCidrBlocks: ["192.0.2.0/24", "198.51.100.0/24"] }));
    const { tags, ...group } = only(made, SECURITY_GROUP).inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(group, {
      name: "shop-dev-alb",
      description: "Load balancer: users and preview in, out to the fleets that open a way",
      vpcId: "vpc-12345678",
    });
    const rules = made.declared.filter(({ type }) => type === INGRESS);
    assert.deepEqual(
      rules.map(({ inputs }) => ({ ...inputs, tags: undefined })),
      [
        ["Users from everywhere", "0.0.0.0/0", 80],
        ["Preview", "192.0.2.0/24", 8080],
        ["Preview", "198.51.100.0/24", 8080],
      ].map(([description, cidrIpv4, port]) => ({
        securityGroupId: "id:SecurityGroup balancer",
        description,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4,
        tags: undefined,
      })),
    );
  });

  it("shows its preview to nobody where no range is given", async () => {
    const { declared } = await make(balancer({ previewCidrBlocks: [] }));
    assert.deepEqual(
      declared.filter(({ type }) => type === INGRESS).map(({ name }) => name),
      ["balancer-product"],
    );
  });

  it("answers 503 to users and 404 to testers where no service does", async () => {
    const made = await make(balancer());
    for (const [role, port, statusCode, messageBody] of [
      ["product", 80, "503", "no release yet"],
      ["preview", 8080, "404", "no preview here"],
    ] as const) {
      const { tags, ...inputs } = only(made, LISTENER, `balancer-${role}`).inputs;
      assert.notEqual(tags, undefined);
      assert.deepEqual(inputs, {
        loadBalancerArn: "arn:LoadBalancer balancer",
        port,
        protocol: "HTTP",
        defaultActions: [
          { type: "fixed-response", fixedResponse: { contentType: "text/plain", messageBody, statusCode } },
        ],
      });
    }
  });

  it("lets what comes from the network's NAT gateways see the preview", async () => {
    const made = await make(
      balancer({ previewCidrBlocks: [], natAddresses: ["203.0.113.7", "203.0.113.8"] }),
    );
    assert.deepEqual(
      made.declared
        .filter(({ name }) => name.startsWith("balancer-nat-"))
        .map(({ name, inputs }) => [name, inputs["cidrIpv4"], inputs["fromPort"], inputs["toPort"]]),
      [
        ["balancer-nat-0", "203.0.113.7/32", 8080, 8080],
        ["balancer-nat-1", "203.0.113.8/32", 8080, 8080],
      ],
    );
  });

  it("sends who comes without HTTPS to it, where there is a certificate", async () => {
    const made = await make(balancer({ certificateArn }));
    const { inputs } = only(made, LISTENER, "balancer-redirect");
    assert.deepEqual(
      [inputs["port"], inputs["protocol"], inputs["certificateArn"], inputs["defaultActions"]],
      [
        80,
        "HTTP",
        undefined,
        [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
      ],
    );
    const { cidrIpv4, fromPort } = only(made, INGRESS, "balancer-redirect").inputs;
    assert.deepEqual([cidrIpv4, fromPort], ["0.0.0.0/0", 80]);
  });

  it("redirects nobody where HTTPS itself is on port 80", async () => {
    const { declared } = await make(balancer({ certificateArn, port: 80 }));
    assert.deepEqual(
      declared.filter(({ name }) => name === "balancer-redirect"),
      [],
    );
  });

  it("speaks HTTPS on both ports with a certificate", async () => {
    const made = await make(balancer({ certificateArn, previewPort: 8443 }));
    for (const [role, port] of [
      ["product", 443],
      ["preview", 8443],
    ] as const) {
      const { inputs } = only(made, LISTENER, `balancer-${role}`);
      assert.deepEqual(
        [inputs["port"], inputs["protocol"], inputs["certificateArn"], inputs["sslPolicy"]],
        [port, "HTTPS", certificateArn, "ELBSecurityPolicy-TLS13-1-2-2021-06"],
      );
    }
    assert.equal(await value(made.component.protocol), "HTTPS");
  });
});
