import assert from "node:assert/strict";
import fc from "fast-check";
import { ZodError } from "zod";
import { summarise } from "../../../cli/rehearsal/summary";
import { exportedStage, SECRET, type StageOptions } from "./exported-stage";

const small: StageOptions = { blueGreen: [{ name: "storefront" }] };
const stageOf = (name: string, options: StageOptions, config: Record<string, unknown> = {}) => ({
  name,
  exported: exportedStage({ ...options, stage: name }),
  config,
});

/** The lines of the block that begins with that text. */
function block(lines: readonly string[], beginning: string): string[] {
  const start = lines.findIndex((line) => line.startsWith(beginning));
  assert.notEqual(start, -1, lines.join("\n"));
  const end = lines.indexOf("", start);
  return lines.slice(start, end === -1 ? undefined : end);
}

describe("the summary of the stages", () => {
  it("refuses what is no exported stack", () => {
    assert.throws(() => summarise([{ name: "dev", exported: {}, config: {} }]), ZodError);
  });

  it("shows no secret: not of an output, not of the configuration, neither encrypted nor in the open", () => {
    const dev = stageOf("dev", small, {
      "shop:secrets": { storefront: { KEY: "in the open" } },
      "shop:token": { secure: "v1:abcdef" },
    });
    const open = { ...SECRET, ciphertext: undefined, plaintext: "opened" };
    for (const resource of dev.exported.deployment.resources) {
      if (resource.custom) continue;
      resource.outputs = { ...resource.outputs, password: SECRET, nested: { key: open } };
    }
    const summary = summarise([dev, stageOf("prod", small)]);
    const said = JSON.stringify(summary);
    for (const secret of [SECRET.ciphertext, "opened", "in the open", "v1:abcdef"])
      assert.ok(!said.includes(secret), secret);
    assert.ok(summary.lines.includes("    password    (secret)"), summary.lines.join("\n"));
    assert.deepEqual(
      summary.lines.filter((line) => /secrets|token/.test(line)).map((line) => line.trim().split(/ {2,}/)),
      [
        ["secrets.storefront.KEY", "(secret)", "–"],
        ["token", "(secret)", "–"],
      ],
    );
    assert.deepEqual(summary.stages[0]?.outputs, {
      vpcId: "vpc-1",
      password: "(secret)",
      nested: { key: "(secret)" },
    });
  });

  it("says per layer how many resources it has, of which types, and what they are called", () => {
    const { lines } = summarise([stageOf("dev", { ...small, serverless: ["guestbook"], zones: 1 })]);
    assert.deepEqual(lines, [
      "dev: 32 resources",
      "  guestbook (ServerlessService): 3",
      "    Alias, Api, Function",
      "    url           https://oxugbqrmlc.execute-api.ap-northeast-2.amazonaws.com",
      "    functionName  shop-dev-guestbook-web",
      "    version       1",
      "  load-balancer (LoadBalancer): 3",
      "    Listener ×2, LoadBalancer",
      "    dnsName  shop-dev-alb-1234567890.ap-northeast-2.elb.amazonaws.com",
      "    port     80",
      "  network (Network): 4",
      "    NatGateway, Subnet ×2, Vpc",
      "  notifications (Notifications): 1",
      "    Topic",
      "  release-control (ReleaseControl): 12",
      "    Bucket, Function ×5, Role ×5, Table",
      "    artifactBucketName  shop-dev-artifacts-123456789012-ap-northeast-2",
      "    tableName           shop-dev-releases",
      "  storefront (BlueGreenService): 8",
      "    Group ×2, LaunchTemplate ×2, ListenerRule ×2, TargetGroup ×2",
      "    serving     blue",
      "    productUrl  http://shop.example.com",
      "  storefront (DeliveryPipeline): 1",
      "    Pipeline",
      "    pipelineName  shop-dev-storefront-pipeline",
    ]);
  });

  it("counts what is without a component, and neither providers nor what waits to be deleted", () => {
    const stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
    const resources = [
      { urn: stack, type: "pulumi:pulumi:Stack" },
      {
        urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs",
        type: "aws:s3/bucket:Bucket",
        custom: true,
        parent: stack,
      },
      {
        urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::old",
        type: "aws:s3/bucket:Bucket",
        custom: true,
        delete: true,
      },
      { urn: "urn:pulumi:dev::shop::pulumi:providers:aws::p", type: "pulumi:providers:aws", custom: true },
    ];
    const { lines, stages } = summarise([
      { name: "dev", exported: { deployment: { resources } }, config: {} },
    ]);
    assert.deepEqual(lines, ["dev: 1 resource", "  logs (Bucket): 1", "    Bucket"]);
    assert.deepEqual(stages, [
      {
        name: "dev",
        resources: 1,
        layers: [{ name: "logs", kind: "Bucket", resources: 1, types: { Bucket: 1 } }],
        outputs: {},
      },
    ]);
  });

  it("lays side by side what differs in the configuration and in the layers, and nothing that is alike", () => {
    const services = (sizes: object, more: object) => [
      { name: "storefront", kind: "blueGreen", sizes, ...more },
    ];
    const dev = stageOf("dev", small, {
      "aws:region": "ap-northeast-2",
      "shop:network": { create: { natGateways: "Single", takenCidrBlocks: [] } },
      // As the engine hands it over.
      "shop:services": JSON.stringify(services({ min: 1, max: 2 }, {})),
    });
    const prod = stageOf(
      "prod",
      { ...small, zones: 3, blueGreen: [{ name: "storefront", alarms: 4 }] },
      {
        "aws:region": "ap-northeast-2",
        "shop:protection": true,
        "shop:network": {
          create: { natGateways: "OnePerAz", takenCidrBlocks: ["10.10.0.0/16", "10.30.0.0/16"] },
        },
        "shop:services": services({ min: 2, max: 2 }, { alarms: {}, approval: true }),
      },
    );
    assert.deepEqual(block(summarise([dev, prod]).lines, "what differs"), [
      "what differs (–: not there)         dev     prod",
      "  network.create.natGateways        Single  OnePerAz",
      "  network.create.takenCidrBlocks    none    10.10.0.0/16, 10.30.0.0/16",
      "  protection                        –       true",
      "  services.storefront.alarms        –       set",
      "  services.storefront.approval      –       true",
      "  services.storefront.sizes.min     1       2",
      "  resources                         32      39",
      "  load-balancer (LoadBalancer)      3       3",
      "  network (Network)                 7       10",
      "    NatGateway                      2       3",
      "    Subnet                          4       6",
      "  notifications (Notifications)     1       1",
      "  release-control (ReleaseControl)  12      12",
      "  storefront (BlueGreenService)     8       12",
      "    MetricAlarm                     0       4",
      "  storefront (DeliveryPipeline)     1       1",
    ]);
  });

  it("goes into what both have, and says once of what one lacks", () => {
    const rows = (dev: object, prod: object): string[][] => {
      const stages = [stageOf("dev", {}, { "shop:a": dev }), stageOf("prod", {}, { "shop:a": prod })];
      const lines = block(summarise(stages).lines, "what differs").slice(1);
      return lines.map((line) => line.trim().split(/ {2,}/)).filter(([path = ""]) => path.startsWith("a"));
    };
    assert.deepEqual(rows({}, { alarms: {} }), [["a.alarms", "–", "set"]]);
    assert.deepEqual(rows({ alarms: {} }, { alarms: { percent: 2 } }), [["a.alarms.percent", "–", "2"]]);
    assert.deepEqual(rows({}, { alarms: { percent: 2 } }), [["a.alarms.percent", "–", "2"]]);
    assert.deepEqual(rows({ alarms: { percent: 2 } }, { alarms: { percent: 2 } }), []);
  });

  it("says of a service that only some stages have just that", () => {
    const service = (name: string) => ({ name, kind: "serverless", runtime: "python3.13", memoryMiB: 512 });
    const dev = stageOf("dev", {}, { "shop:services": [service("guestbook")] });
    const prod = stageOf(
      "prod",
      { serverless: ["zoo"] },
      { "shop:services": [service("guestbook"), service("zoo")] },
    );
    const rows = block(summarise([dev, prod]).lines, "what differs").slice(1);
    assert.deepEqual(
      rows.map((row) => row.trim().split(/ {2,}/)),
      [
        ["services.zoo", "–", "yes"],
        ["resources", "7", "10"],
        ["network (Network)", "7", "7"],
        ["zoo (ServerlessService)", "–", "3"],
      ],
    );
  });

  it("compares nothing where there is one stage", () => {
    const { lines } = summarise([stageOf("dev", small, { "shop:owner": "web" })]);
    assert.deepEqual(
      lines.filter((line) => line.startsWith("what differs")),
      [],
    );
  });

  it("never has a line of more than 110 characters, or one that holds two", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 200 });
    const value = fc.oneof(text, fc.integer(), fc.array(text, { maxLength: 5 }), fc.dictionary(text, text));
    const config = fc.dictionary(text, value, { maxKeys: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, config, value), { minLength: 1, maxLength: 4 }), (given) => {
        const stages = given.map(([name, settings, output]) => {
          const stage = stageOf("dev", small, settings);
          for (const resource of stage.exported.deployment.resources) {
            if (!resource.custom) resource.outputs = { output };
          }
          return { ...stage, name };
        });
        for (const line of summarise(stages).lines) {
          assert.ok(line.length <= 110, line);
          assert.doesNotMatch(line, /[\n\r]/);
        }
      }),
    );
  });
});
