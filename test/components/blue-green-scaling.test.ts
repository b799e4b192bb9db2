import assert from "node:assert/strict";
import { make, only } from "./make";
import { settings, storefront, TARGET_GROUP } from "./storefront";

const POLICY = "aws:autoscaling/policy:Policy";

describe("a fleet that grows and shrinks by itself", () => {
  it("is none where nobody asks for it", async () => {
    const { declared } = await make(storefront());
    assert.deepEqual(
      declared.filter(({ type }) => type === POLICY),
      [],
    );
  });

  it("is each colour's, by the requests its instances answer", async () => {
    const made = await make(storefront({ settings: { ...settings, scaling: { requestsPerInstance: 600 } } }));
    for (const colour of ["blue", "green"]) {
      const { inputs, dependsOn } = only(made, POLICY, `storefront-scaling-${colour}`);
      assert.deepEqual(inputs, {
        name: `shop-dev-storefront-scaling-${colour}`,
        autoscalingGroupName: `shop-dev-storefront-fleet-${colour}`,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: {
          predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: `app/shop-dev-alb/1/suffix:TargetGroup storefront-fleet-${colour}`,
          },
          targetValue: 600,
        },
      });
      assert.deepEqual(dependsOn, ["aws:lb/listenerRule:ListenerRule::storefront-product"]);
    }
  });

  it("is each colour's, by how busy its processors are", async () => {
    const made = await make(storefront({ settings: { ...settings, scaling: { cpuPercent: 50 } } }));
    assert.deepEqual(only(made, POLICY, "storefront-scaling-green").inputs["targetTrackingConfiguration"], {
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      targetValue: 50,
    });
  });
});

describe("the instances of a fleet", () => {
  it("come and go as slowly as asked", async () => {
    const made = await make(
      storefront({ settings: { ...settings, slowStartSeconds: 90, drainSeconds: 300 } }),
    );
    const { slowStart, deregistrationDelay } = only(made, TARGET_GROUP, "storefront-fleet-blue").inputs;
    assert.deepEqual([slowStart, deregistrationDelay], [90, 300]);
  });
});

describe("the dashboard of a service", () => {
  it("shows both colours in every picture, each by its own target group", async () => {
    const made = await make(storefront());
    const { dashboardName, dashboardBody } = only(made, "aws:cloudwatch/dashboard:Dashboard").inputs;
    assert.equal(dashboardName, "shop-dev-storefront-dashboard");
    const { widgets } = JSON.parse(dashboardBody as string) as {
      widgets: { x: number; y: number; properties: { stat: string; region: string; metrics: unknown[][] } }[];
    };
    assert.deepEqual(
      widgets.map(({ x, y, properties }) => [x, y, properties.metrics[0]?.[1], properties.stat]),
      [
        [0, 0, "RequestCount", "Sum"],
        [12, 0, "HTTPCode_Target_5XX_Count", "Sum"],
        [0, 6, "TargetResponseTime", "p99"],
        [12, 6, "HealthyHostCount", "Minimum"],
      ],
    );
    for (const { properties } of widgets) {
      assert.equal(properties.region, "eu-west-1");
      assert.deepEqual(
        properties.metrics.map((metric) => metric.slice(2)),
        [
          ["blue", "#1f77b4"],
          ["green", "#2ca02c"],
        ].map(([label, color]) => [
          "LoadBalancer",
          "app/shop-dev-alb/1",
          "TargetGroup",
          `suffix:TargetGroup storefront-fleet-${label ?? ""}`,
          { label, color },
        ]),
      );
    }
  });
});
