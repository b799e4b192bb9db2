import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Migrations } from "../../components/blue-green/release-settings";
import type { BlueGreenSettings } from "../../components/blue-green/resolve";
import { isExactly } from "./component-tests";
import { EGRESS, SECURITY_GROUP } from "./guestbook";
import { make } from "./make";
import { value } from "./mocked";
import { misnamed, refused } from "./refused";
import {
  ALARM,
  FLEET,
  PARAMETER,
  recorded,
  RULE,
  settings,
  storefront,
  TARGET_GROUP,
  TEMPLATE,
} from "./storefront";
import { tagsOf } from "./tags-of";
import { takesTags } from "./takes-tags";

describe("a service in two fleets is refused", () => {
  it("for every setting that is out of its range, at once", async () => {
    const bad: BlueGreenSettings = {
      priority: 0,
      hosts: ["localhost"],
      paths: ["cart"],
      port: 80,
      healthPath: "health",
      versionPath: "version",
      instanceType: "mac2.metal",
      sizes: { min: 0, max: 1001, initial: 1002 },
      windows: [{ days: [], from: "9:00", until: "24:00", timeZone: "+09:00" }],
      night: { hours: [], product: { min: 0, max: 0 }, preProduct: -1 },
      healthyReads: 0,
      bakeSeconds: 84_601,
      keepSeconds: -1,
      debugSeconds: 2_592_001,
      approvalRequired: "no" as unknown as boolean,
      migrations: "none" as Migrations,
      alarms: { errorPercent: 0, minimumRequests: 0 },
    };
    const { paths, lines } = await refused(storefront({ settings: bad }));
    assert.deepEqual(lines, [
      "settings.priority: must be a whole number from 1 to 50000, got 0; choose one no other service has",
      'settings.hosts[0]: must be a lower-case host name, letters alone behind its last dot, of at most 128 characters, got "localhost"; ' +
        "for example shop.example.com",
      'settings.paths[0]: must be a path that begins with a slash, of at most 128 characters, got "cart"; ' +
        "for example /cart/*",
      "settings.port: must be a whole number from 1024 to 65535, got 80; use 8080",
      'settings.healthPath: must be a path that begins with a slash, of at most 128 ASCII characters, got "health"; use /health',
      'settings.versionPath: must be a path that begins with a slash, of at most 128 ASCII characters, got "version"; use /version',
      'settings.instanceType: must be an EC2 instance type that runs Amazon Linux, got "mac2.metal"; use t4g.small',
      "settings.sizes.min: must be a whole number from 1 to 1000, got 0; a product needs at least one instance",
      "settings.sizes.max: must be a whole number from sizes.min to 1000, got 1001; raise it, or lower sizes.min",
      "settings.sizes.initial: must be a whole number from sizes.min to sizes.max, got 1002; leave it out for sizes.min",
      "settings.windows[0].days: must be at least one day, got []; choose of mon, tue, wed, thu, fri, sat, sun",
      'settings.windows[0].from: must be a time from 00:00 to 23:59, got "9:00"; write it as "09:00"',
      'settings.windows[0].until: must be a time from 00:00 to 23:59, got "24:00"; write it as "17:00"',
      'settings.windows[0].timeZone: must be a time zone of IANA\'s, got "+09:00"; for example Asia/Seoul',
      "settings.night.hours: must be at least one entry, got nothing; say when it is night",
      "settings.night.product.min: must be a whole number from 1 to 1000, got 0; a product needs at least one instance",
      "settings.night.product.max: must be a whole number from 1 to 1000, got 0; raise it, or lower min",
      "settings.night.preProduct: must be a whole number from 0 to 1000, got -1; use 0",
      "settings.healthyReads: must be a whole number from 1 to 20, got 0; use 3",
      "settings.bakeSeconds: must be a whole number from 0 to 84600, got 84601; use 300",
      "settings.keepSeconds: must be a whole number from 0 to 2592000, got -1; use 3600",
      "settings.debugSeconds: must be a whole number from 0 to 2592000, got 2592001; use 1800",
      'settings.approvalRequired: must be one of true, false, got "no"; choose one, without quotation marks',
      'settings.migrations: must be one of compatible, breaking, got "none"; choose one',
      "settings.alarms.errorPercent: must be a number above 0 and below 100, as more than 100 % never are errors, got 0; use 5",
      "settings.alarms.minimumRequests: must be a whole number from 1 to 1000000, got 0; use 20",
    ]);
    assert.deepEqual(
      paths,
      lines.map((line) => line.slice(0, line.indexOf(":"))),
    );
  });

  it("without a service in its identity, together with what else is wrong", async () => {
    const args = { identity: { project: "shop", stage: "dev" }, settings: { ...settings, port: 1 } };
    assert.deepEqual((await refused(storefront(args))).lines, [
      "identity.service: must be given, got nothing; name the service",
      "settings.port: must be a whole number from 1024 to 65535, got 1; use 8080",
    ]);
  });

  it("for an identity that gives no names", async () => {
    const identity = { project: "Shop", stage: "dev", service: "storefront" };
    assert.deepEqual(await misnamed(storefront({ identity })), ["project"]);
  });
});

const ALARMS = "with alarms";
const childrenOf = (kind: string): readonly (readonly [type: string, name: string])[] => [
  [TARGET_GROUP, "storefront-fleet-blue"],
  [TARGET_GROUP, "storefront-fleet-green"],
  [RULE, "storefront-product"],
  [RULE, "storefront-preview"],
  [SECURITY_GROUP, "storefront-fleet"],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "storefront-fleet-in"],
  [EGRESS, "storefront-fleet-out"],
  [EGRESS, "storefront-fleet-balancer"],
  [PARAMETER, "storefront-revision-blue"],
  [PARAMETER, "storefront-revision-green"],
  ["aws:iam/role:Role", "storefront-fleet"],
  ["aws:iam/rolePolicy:RolePolicy", "storefront-fleet"],
  ["aws:iam/instanceProfile:InstanceProfile", "storefront-fleet"],
  ...["blue", "green"].flatMap((colour): [string, string][] => [
    [TEMPLATE, `storefront-fleet-${colour}`],
    [FLEET, `storefront-fleet-${colour}`],
    ...(kind === ALARMS
      ? [
          [ALARM, `storefront-errors-${colour}`] as [string, string],
          [ALARM, `storefront-latency-${colour}`] as [string, string],
          [ALARM, `storefront-unhealthy-${colour}`] as [string, string],
        ]
      : []),
  ]),
  ["aws:cloudwatch/dashboard:Dashboard", "storefront-dashboard"],
  [PARAMETER, "storefront-registration"],
];

for (const [kind, given] of [
  ["without alarms", settings],
  [ALARMS, { ...settings, alarms: {} }],
] as const) {
  describe(`a service in two fleets ${kind}`, () => {
    const children = childrenOf(kind);

    isExactly(storefront({ settings: given }), ["multistage:index:BlueGreenService", "storefront"], children);

    it("has exactly its tags on everything that takes tags, and on what its fleets launch", async () => {
      const { declared } = await make(storefront({ settings: given }));
      for (const { type, name, inputs } of declared.slice(1)) {
        const [, role = "", last] = name.split("-");
        const colour = ["blue", "green"].find((one) => one === last);
        const expected = tagsOf(role, { service: "storefront", colour });
        const what = `${type} ${name}`;
        if (type === FLEET) {
          const list = Object.entries(expected).map(([key, text]) => ({
            key,
            value: text,
            propagateAtLaunch: true,
          }));
          const byKey = (tags: { key: string }[]): unknown => tags.sort((a, b) => (a.key < b.key ? -1 : 1));
          assert.deepEqual(byKey(inputs["tags"] as { key: string }[]), byKey(list), what);
        } else {
          assert.deepEqual(inputs["tags"], takesTags(type) ? expected : undefined, what);
        }
        if (type === TEMPLATE) {
          assert.deepEqual(inputs["tagSpecifications"], [
            { resourceType: "instance", tags: expected },
            { resourceType: "volume", tags: expected },
          ]);
        }
      }
    });
  });
}

describe("a service in two fleets", () => {
  it("tells where it is reached and what it is made of", async () => {
    const { component } = await make(storefront());
    const { productUrl, previewUrl, serving, registrationName, productRuleArn, previewRuleArn } = component;
    assert.deepEqual(
      await Promise.all(
        [productUrl, previewUrl, serving, registrationName, productRuleArn, previewRuleArn].map(value),
      ),
      [
        "http://alb.example",
        "http://alb.example:8080",
        "blue",
        "/shop/dev/services/storefront/registration",
        "arn:ListenerRule storefront-product",
        "arn:ListenerRule storefront-preview",
      ],
    );
    assert.deepEqual(await value(component.targetGroupArns), {
      blue: "arn:TargetGroup storefront-fleet-blue",
      green: "arn:TargetGroup storefront-fleet-green",
    });
    assert.deepEqual(await value(component.fleetNames), {
      blue: "shop-dev-storefront-fleet-blue",
      green: "shop-dev-storefront-fleet-green",
    });
  });

  it("tells the serving colour in plain text, though it was read as a secret", async () => {
    const { component } = await make(storefront(), { answers: recorded("green") });
    assert.equal(await value(component.serving), "green");
    assert.equal(await pulumi.isSecret(component.serving), false);
  });
});
