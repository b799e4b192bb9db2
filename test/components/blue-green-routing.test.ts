import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { BlueGreenService } from "../../components/blue-green/blue-green-service";
import { servingOf } from "../../components/blue-green/serving";
import { EGRESS, SECURITY_GROUP } from "./guestbook";
import { make, only, type Made } from "./make";
import { value } from "./mocked";
import { recorded, RULE, settings, storefront, TARGET_GROUP } from "./storefront";

/** What the rules forward to, as their weights for blue and green. */
async function weights(serving?: string): Promise<unknown> {
  const made = await make(storefront(), serving === undefined ? {} : { answers: recorded(serving) });
  return Object.fromEntries(
    ["product", "preview"].map((role) => {
      const { inputs } = only(made, RULE, `storefront-${role}`);
      const [action, ...others] = inputs["actions"] as { forward: { targetGroups: { weight: number }[] } }[];
      assert.deepEqual(others, []);
      return [role, action?.forward.targetGroups.map(({ weight }) => weight)];
    }),
  );
}

describe("the serving colour of a service", () => {
  it("that is recorded as something else stops the program", () => {
    const parameter = "/shop/dev/services/storefront/state/serving";
    assert.throws(
      () => servingOf(parameter, "purple"),
      (error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(
          error.message,
          `${parameter}: must be blue or green, got "purple"; write the colour the product rule forwards to`,
        );
        return true;
      },
    );
  });

  it("is blue before the first release: the product has it, the preview green", async () => {
    assert.deepEqual(await weights(), { product: [100, 0], preview: [0, 100] });
  });

  for (const [serving, product, preview] of [
    ["blue", [100, 0], [0, 100]],
    ["green", [0, 100], [100, 0]],
  ] as const) {
    it(`keeps the product when a rule is made anew: ${serving}, as releases recorded it`, async () => {
      assert.deepEqual(await weights(serving), { product, preview });
    });
  }
});

describe("the rules of a service", () => {
  const rules = ["product", "preview"] as const;

  it("forward to both fleets from the first day, and their actions are the release's from then on", async () => {
    const made = await make(storefront());
    for (const role of rules) {
      const { inputs, ignoreChanges } = only(made, RULE, `storefront-${role}`);
      const { tags, ...rest } = inputs;
      assert.notEqual(tags, undefined);
      const [blue, green] = role === "product" ? [100, 0] : [0, 100];
      assert.deepEqual(rest, {
        listenerArn: `arn:${role}-listener`,
        priority: 7,
        conditions: [{ pathPattern: { values: ["/*"] } }],
        actions: [
          {
            type: "forward",
            forward: {
              targetGroups: [
                { arn: "arn:TargetGroup storefront-fleet-blue", weight: blue },
                { arn: "arn:TargetGroup storefront-fleet-green", weight: green },
              ],
            },
          },
        ],
      });
      assert.deepEqual(ignoreChanges, ["actions"]);
    }
  });

  it("both match the service's hosts and paths", async () => {
    const made = await make(storefront({ settings: { ...settings, hosts: ["a.example"], paths: ["/a"] } }));
    for (const role of rules) {
      assert.deepEqual(only(made, RULE, `storefront-${role}`).inputs["conditions"], [
        { hostHeader: { values: ["a.example"] } },
        { pathPattern: { values: ["/a"] } },
      ]);
    }
  });
});

describe("the preview of a service with hosts of its own", () => {
  const ofPreview = { ...settings, hosts: ["shop.example"], paths: ["/cart/*"] };
  const hosts = ["*.pre.shop.example", "pre.shop.example"];

  it("is found by these hosts and the service's paths, and the product as before", async () => {
    const made = await make(storefront({ settings: { ...ofPreview, preview: { hosts } } }));
    const found = rulesOf(made);
    assert.deepEqual(found, {
      product: [[{ hostHeader: { values: ["shop.example"] } }, paths], undefined],
      preview: [[{ hostHeader: { values: hosts } }, paths], undefined],
    });
    const { productUrl, previewUrl } = made.component;
    assert.deepEqual(await Promise.all([productUrl, previewUrl].map(value)), [
      "http://shop.example",
      "http://pre.shop.example:8080",
    ]);
  });

  it("shows instances the product's host where that is said, on the preview alone", async () => {
    const preview = { hosts, instanceHost: "shop.example" };
    const [, product] = rulesOf(await make(storefront({ settings: { ...ofPreview, preview } }))).product;
    const [, transforms] = rulesOf(await make(storefront({ settings: { ...ofPreview, preview } }))).preview;
    assert.equal(product, undefined);
    assert.deepEqual(transforms, [
      {
        type: "host-header-rewrite",
        hostHeaderRewriteConfig: { rewrite: { regex: "^.*$", replace: "shop.example" } },
      },
    ]);
  });

  const paths = { pathPattern: { values: ["/cart/*"] } };
  /** Conditions and transforms of both rules. */
  function rulesOf(made: Made<BlueGreenService>): Record<"product" | "preview", [unknown, unknown]> {
    const of = (role: string): [unknown, unknown] => {
      const { conditions, transforms } = only(made, RULE, `storefront-${role}`).inputs;
      return [conditions, transforms];
    };
    return { product: of("product"), preview: of("preview") };
  }
});

describe("the target groups of a service", () => {
  it("ask for its health on its port, and keep no cookies", async () => {
    const given = { ...settings, port: 8000, healthPath: "/up" };
    const made = await make(storefront({ settings: given }));
    for (const colour of ["blue", "green"]) {
      const { tags, ...inputs } = only(made, TARGET_GROUP, `storefront-fleet-${colour}`).inputs;
      assert.notEqual(tags, undefined);
      assert.deepEqual(inputs, {
        name: `shop-dev-storefront-fleet-${colour}`,
        targetType: "instance",
        protocol: "HTTP",
        port: 8000,
        vpcId: "vpc-12345678",
        deregistrationDelay: 60,
        healthCheck: {
          path: "/up",
          matcher: "200",
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
        stickiness: { enabled: false, type: "lb_cookie" },
      });
    }
  });

  it("have two names of at most 32 characters, however long the service's is", async () => {
    const identity = { project: "shop", stage: "development", service: "a-storefront-with-a-long-name" };
    const made = await make(storefront({ identity }));
    const names = ["blue", "green"].map(
      (colour) => only(made, TARGET_GROUP, `storefront-fleet-${colour}`).inputs["name"] as string,
    );
    assert.equal(new Set(names).size, 2);
    for (const name of names) assert.match(name, /^shop-development-a-stor-[0-9][0-9a-z]{7}$/);
  });
});

describe("the instances of a service", () => {
  it("are reached by the load balancer alone, on their port alone, and it is let out to them", async () => {
    const made = await make(storefront({ settings: { ...settings, port: 8000 } }));
    const inputsOf = (type: string, name: string): object => {
      const { tags, ...inputs } = only(made, type, name).inputs;
      assert.notEqual(tags, undefined);
      return inputs;
    };
    const port = { ipProtocol: "tcp", fromPort: 8000, toPort: 8000 };
    assert.deepEqual(inputsOf(SECURITY_GROUP, "storefront-fleet"), {
      name: "shop-dev-storefront-fleet",
      description: "Fleets: in from the load balancer, out anywhere",
      vpcId: "vpc-12345678",
    });
    assert.deepEqual(
      inputsOf("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "storefront-fleet-in"),
      {
        securityGroupId: "id:SecurityGroup storefront-fleet",
        description: "In from the load balancer",
        referencedSecurityGroupId: "sg-balancer",
        ...port,
      },
    );
    assert.deepEqual(inputsOf(EGRESS, "storefront-fleet-balancer"), {
      securityGroupId: "sg-balancer",
      description: "Out to the fleets of storefront",
      referencedSecurityGroupId: "id:SecurityGroup storefront-fleet",
      ...port,
    });
    assert.deepEqual(inputsOf(EGRESS, "storefront-fleet-out"), {
      securityGroupId: "id:SecurityGroup storefront-fleet",
      description: "Out anywhere",
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
    });
  });
});
