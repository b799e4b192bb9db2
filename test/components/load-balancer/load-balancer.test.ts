import assert from "node:assert/strict";
import { isExactly } from "../component-tests";
import { SECURITY_GROUP } from "../guestbook";
import { make, only } from "../make";
import { value } from "../mocked";
import { tagsOf } from "../tags-of";
import { takesTags } from "../takes-tags";
import { balancer, BALANCER, INGRESS, LISTENER } from "./balancer";

describe("a load balancer", () => {
  const children = [
    [SECURITY_GROUP, "balancer"],
    [INGRESS, "balancer-product"],
    [INGRESS, "balancer-preview-192.0.2.0/24"],
    [BALANCER, "balancer"],
    [LISTENER, "balancer-product"],
    [LISTENER, "balancer-preview"],
  ] as const;

  isExactly(balancer(), ["multistage:index:LoadBalancer", "balancer"], children);

  it("has exactly its tags on everything", async () => {
    const { declared } = await make(balancer());
    for (const { type, name, inputs } of declared.slice(1)) {
      assert.ok(takesTags(type), type);
      const role = type === LISTENER ? name.replace("balancer-", "") : "alb";
      assert.deepEqual(inputs["tags"], tagsOf(role), `${type} ${name}`);
    }
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
