import assert from "node:assert/strict";
import { LoadBalancer, type LoadBalancerArgs } from "../../components/load-balancer/load-balancer";
import { Refusal } from "../../refusal/refusal";
import { SECURITY_GROUP } from "./guestbook";
import { make, only } from "./make";
import { value } from "./mocked";
import { refused } from "./refused";
import { takesTags } from "./takes-tags";

const args: LoadBalancerArgs = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
  vpcId: "vpc-12345678",
  subnetIds: ["subnet-12345678", "subnet-23456789"],
  previewCidrBlocks: ["192.0.2.0/24"],
};
const balancer =
  (changes: Partial<LoadBalancerArgs> = {}) =>
  (opts: object): LoadBalancer =>
    new LoadBalancer("balancer", { ...args, ...changes }, opts);

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

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

  it("for an identity or an ownership that gives no names and tags", async () => {
    const bad = {
      identity: { project: "Shop", stage: "dev" },
      ownership: { owner: "R&D", costCenter: "1000" },
    };
    await assert.rejects(make(balancer(bad)), (error) => {
      assert.ok(error instanceof Refusal);
      assert.deepEqual(
        error.problems.map(({ property }) => property),
        ["project", "owner"],
      );
      return true;
    });
  });
});

describe("a load balancer", () => {
  const URN = "urn:pulumi:stack::project::multistage:index:LoadBalancer";
  const children = [
    [SECURITY_GROUP, "balancer"],
    [INGRESS, "balancer-product"],
    [INGRESS, "balancer-preview-192.0.2.0/24"],
    [BALANCER, "balancer"],
    [LISTENER, "balancer-product"],
    [LISTENER, "balancer-preview"],
  ] as const;

  it("is exactly these resources, all of them below it", async () => {
    const { declared } = await make(balancer());
    assert.deepEqual(
      declared.map(({ urn }) => urn),
      [`${URN}::balancer`, ...children.map(([type, name]) => `${URN}$${type}::${name}`)],
    );
  });

  it("is the same resources in a preview, where nothing has an id yet", async () => {
    const { declared } = await make(balancer(), { preview: true });
    assert.deepEqual(
      declared.slice(1).map(({ type, name }) => [type, name]),
      children.map((child) => [...child]),
    );
  });

  it("has exactly its tags on everything", async () => {
    const { declared } = await make(balancer());
    for (const { type, name, inputs } of declared.slice(1)) {
      assert.ok(takesTags(type), type);
      const role = type === LISTENER ? name.replace("balancer-", "") : "alb";
      assert.deepEqual(
        inputs["tags"],
        {
          Project: "shop",
          Stage: "dev",
          Role: role,
          Owner: "web",
          CostCenter: "1000",
          ManagedBy: "multistage",
          Name: `shop-dev-${role}`,
        },
        `${type} ${name}`,
      );
    }
  });

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

  it("stands in the given subnets and drops headers no server should see", async () => {
    const { tags, ...inputs } = only(await make(balancer()), BALANCER).inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(inputs, {
      name: "shop-dev-alb",
      loadBalancerType: "application",
      internal: false,
      securityGroups: ["id:SecurityGroup balancer"],
      subnets: ["subnet-12345678", "subnet-23456789"],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: false,
    });
  });

  for (const protection of [true, false]) {
    it(`${protection ? "resists" : "does not resist"} being deleted with protection ${protection}`, async () => {
      const { inputs, protect } = only(await make(balancer({ protection })), BALANCER);
      assert.deepEqual([inputs["enableDeletionProtection"], protect], [protection, protection]);
    });
  }

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

  it("tells services where to put their rules, and people where it is", async () => {
    const { component } = await make(balancer({ port: 81 }));
    const { arn, arnSuffix, dnsName, securityGroupId, productListenerArn, previewListenerArn } = component;
    assert.deepEqual(
      await Promise.all([arn, arnSuffix, dnsName, securityGroupId, productListenerArn].map(value)),
      [
        "arn:LoadBalancer balancer",
        "suffix:LoadBalancer balancer",
        "alb.example",
        "id:SecurityGroup balancer",
        "arn:Listener balancer-product",
      ],
    );
    assert.deepEqual(
      [
        await value(previewListenerArn),
        await value(component.protocol),
        await value(component.port),
        await value(component.previewPort),
      ],
      ["arn:Listener balancer-preview", "HTTP", 81, 8080],
    );
  });
});
