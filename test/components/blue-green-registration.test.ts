import assert from "node:assert/strict";
import {
  LONGEST_PARAMETER_BYTES,
  registrationText,
  type Registration,
} from "../../components/blue-green/registration";
import { Migrations } from "../../components/blue-green/release-settings";
import { resolveBlueGreen } from "../../components/blue-green/resolve";
import { Day } from "../../components/blue-green/weekly-hours";
import { Refusal } from "../../refusal/refusal";
import { physicalName } from "../../naming/names";
import { servicePath } from "../../naming/parameters";
import { make, only, type Made } from "./make";
import { secretly } from "./mocked";
import { ALARM, largestSettings, PARAMETER, settings, storefront } from "./storefront";

const registered = (made: Made<unknown>): unknown => {
  const { value } = only(made, PARAMETER, "storefront-registration").inputs["value"] as { value: string };
  return JSON.parse(value);
};

describe("the registration of a service", () => {
  const colour = (name: string): object => ({
    fleet: `shop-dev-storefront-fleet-${name}`,
    targetGroupArn: `arn:TargetGroup storefront-fleet-${name}`,
    launchTemplate: { id: `id:LaunchTemplate storefront-fleet-${name}`, version: 3 },
    revisionParameter: `/shop/dev/services/storefront/${name}/revision`,
    alarms: [],
  });
  const registration = {
    version: 2,
    project: "shop",
    stage: "dev",
    service: "storefront",
    productRuleArn: "arn:ListenerRule storefront-product",
    previewRuleArn: "arn:ListenerRule storefront-preview",
    productUrl: "http://alb.example",
    previewUrl: "http://alb.example:8080",
    artifacts: { bucket: "shop-dev-artifacts", prefix: "storefront/" },
    port: 8080,
    healthPath: "/health",
    versionPath: "/version",
    sizes: { min: 2, max: 4, initial: 2 },
    windows: [],
    healthyReads: 3,
    bakeSeconds: 300,
    keepSeconds: 3600,
    debugSeconds: 1800,
    approvalRequired: true,
    confirmRequired: false,
    migrations: "compatible",
    colours: { blue: colour("blue"), green: colour("green") },
  };

  it("is refused where SSM would not take it, with its size", () => {
    const longer = { ...registration, healthPath: `/${"é".repeat(2000)}` } as Registration;
    const bytes = Buffer.byteLength(JSON.stringify(longer));
    assert.throws(
      () => registrationText(longer),
      (error) => {
        assert.ok(error instanceof Refusal);
        assert.equal(
          error.message,
          `the registration of storefront: must be at most 4096 bytes, as SSM takes no longer parameter, got ${bytes} bytes; shorten its paths, or list fewer hours`,
        );
        return true;
      },
    );
  });

  it("is one parameter that Pulumi keeps as declared", async () => {
    const made = await make(storefront());
    const { inputs, ignoreChanges } = only(made, PARAMETER, "storefront-registration");
    const { tags, value, ...rest } = inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(rest, {
      name: "/shop/dev/services/storefront/registration",
      description: "How storefront is released",
      type: "String",
    });
    assert.deepEqual(value, secretly(JSON.stringify(registration)));
    assert.deepEqual(ignoreChanges, []);
  });

  it("has every setting a release goes by, as declared", async () => {
    const hours = [{ days: [Day.Sat, Day.Sun], from: "22:00", until: "06:00", timeZone: "Asia/Seoul" }];
    const everyDay = [{ ...hours[0]!, days: Object.values(Day) }];
    const release = {
      windows: everyDay,
      night: { hours, product: { min: 1, max: 2 }, preProduct: 0 },
      healthyReads: 5,
      bakeSeconds: 0,
      keepSeconds: 1,
      debugSeconds: 2,
      approvalRequired: false,
      confirmRequired: true,
      migrations: Migrations.Breaking,
    };
    const given = {
      ...settings,
      ...release,
      hosts: ["shop.example.com"],
      port: 8000,
      healthPath: "/up",
      versionPath: "/release",
      sizes: { min: 1, max: 9, initial: 3 },
    };
    assert.deepEqual(registered(await make(storefront({ settings: given }))), {
      ...registration,
      ...release,
      productUrl: "http://shop.example.com",
      previewUrl: "http://shop.example.com:8080",
      port: 8000,
      healthPath: "/up",
      versionPath: "/release",
      sizes: { min: 1, max: 9, initial: 3 },
    });
  });

  it("names the alarms of each colour", async () => {
    const { colours } = registered(
      await make(storefront({ settings: { ...settings, alarms: {} } })),
    ) as Registration;
    assert.deepEqual(
      [colours.blue.alarms, colours.green.alarms],
      ["blue", "green"].map((name) => [
        `shop-dev-storefront-errors-${name}`,
        `shop-dev-storefront-latency-${name}`,
        `shop-dev-storefront-unhealthy-${name}`,
      ]),
    );
  });

  it("fits into a standard parameter with the longest names and ARNs there are", () => {
    const part = (letter: string): string => letter.repeat(32);
    const identity = { project: "p".repeat(12), stage: "s".repeat(8), service: part("v") };
    const load = `arn:aws-us-gov:elasticloadbalancing:us-isof-south-1:123456789012`;
    const id = "0".repeat(16);
    const rule = `${load}:listener-rule/app/${part("l")}/${id}/${id}/${id}`;
    const { hosts, healthPath, versionPath, sizes, release } = resolveBlueGreen(largestSettings);
    const url = `https://${hosts[0] ?? ""}:65535`;
    const perColour = (name: "blue" | "green"): Registration["colours"]["blue"] => ({
      fleet: physicalName("aws:autoscaling/group:Group", { ...identity, role: "fleet", colour: name }),
      targetGroupArn: `${load}:targetgroup/${part("t")}/${id}`,
      launchTemplate: { id: `lt-${"0".repeat(17)}`, version: Number.MAX_SAFE_INTEGER },
      revisionParameter: servicePath(identity, name, "revision"),
      alarms: ["errors", "latency", "unhealthy"].map((role) =>
        physicalName("aws:cloudwatch/metricAlarm:MetricAlarm", { ...identity, role, colour: name }),
      ),
    });
    const longest: Registration = {
      version: 2,
      ...identity,
      productRuleArn: rule,
      previewRuleArn: rule,
      productUrl: url,
      previewUrl: url,
      artifacts: { bucket: "b".repeat(63), prefix: `${identity.service}/` },
      port: 65_535,
      healthPath,
      versionPath,
      sizes,
      ...release,
      colours: { blue: perColour("blue"), green: perColour("green") },
    };
    const bytes = Buffer.byteLength(JSON.stringify(longest));
    assert.ok(bytes <= LONGEST_PARAMETER_BYTES, `${bytes} bytes`);
  });
});

describe("the alarms of a colour", () => {
  const dimensions = {
    LoadBalancer: "app/shop-dev-alb/1",
    TargetGroup: "suffix:TargetGroup storefront-fleet-green",
  };
  const query = (id: string, metricName: string, stat: string): object => ({
    id,
    metric: { namespace: "AWS/ApplicationELB", period: 60, dimensions, metricName, stat },
  });
  /** In two of three minutes, and to whom. */
  const said = {
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: "notBreaching",
    alarmActions: ["arn:alarms"],
  };

  it("are about errors and late answers, where there are requests enough, and the share of unhealthy instances", async () => {
    const alarms = { errorPercent: 2.5, minimumRequests: 100, latencySeconds: 1.5 };
    const made = await make(storefront({ settings: { ...settings, alarms }, alarmTopicArn: "arn:alarms" }));
    const inputsOf = (role: string): object => {
      const { tags, ...inputs } = only(made, ALARM, `storefront-${role}-green`).inputs;
      assert.notEqual(tags, undefined);
      return inputs;
    };
    assert.deepEqual(inputsOf("errors"), {
      name: "shop-dev-storefront-errors-green",
      alarmDescription: "More than 2.5 % of the answers of green are 5xx",
      metricQueries: [
        {
          id: "percent",
          expression: "IF(requests >= 100, 100 * (FILL(errors, 0) + FILL(refused, 0)) / requests, 0)",
          label: "errors",
          returnData: true,
        },
        query("errors", "HTTPCode_Target_5XX_Count", "Sum"),
        query("refused", "TargetConnectionErrorCount", "Sum"),
        query("requests", "RequestCount", "Sum"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 2.5,
      ...said,
    });
    assert.deepEqual(inputsOf("latency"), {
      name: "shop-dev-storefront-latency-green",
      alarmDescription: "One in a hundred answers of green takes longer than 1.5 s",
      metricQueries: [
        {
          id: "seconds",
          expression: "IF(requests >= 100, latency, 0)",
          label: "latency",
          returnData: true,
        },
        query("latency", "TargetResponseTime", "p99"),
        query("requests", "RequestCount", "Sum"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 1.5,
      ...said,
    });
    assert.deepEqual(inputsOf("unhealthy"), {
      name: "shop-dev-storefront-unhealthy-green",
      alarmDescription: "50 % of the instances of green or more are unhealthy",
      metricQueries: [
        {
          id: "percent",
          expression: "IF(healthy + unhealthy > 0, 100 * unhealthy / (healthy + unhealthy), 0)",
          label: "unhealthy",
          returnData: true,
        },
        query("healthy", "HealthyHostCount", "Average"),
        query("unhealthy", "UnHealthyHostCount", "Average"),
      ],
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 50,
      ...said,
    });
  });
});
