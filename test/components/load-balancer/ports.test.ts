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
