import assert from "node:assert/strict";
import type { Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";
import { some } from "./outputs";

const ACCOUNT = "123456789012";
const PARAMETER = "aws:ssm/parameter:Parameter";
const TABLE = "aws:dynamodb/table:Table";

describe("the local AWS fills in as AWS does", () => {
  const aws = emptiedAws();

  const state = async (type: string, inputs: Values) => (await aws.client.create(type, inputs)).state;

  it("of a zone: four name servers, always the same four for a private one", async () => {
    const type = "aws:route53/zone:Zone";
    const open = await state(type, { name: "example.org." });
    const { zoneId, nameServers } = open;
    assert.deepEqual(some(open, "arn", "name", "comment", "primaryNameServer"), [
      `arn:aws:route53:::hostedzone/${zoneId as string}`,
      "example.org",
      "Managed by Pulumi",
      (nameServers as string[])[0],
    ]);
    for (const [domain, least] of [
      ["com", 0],
      ["net", 512],
      ["org", 1024],
      ["co.uk", 1536],
    ] as const) {
      const server = (nameServers as string[]).find((name) => name.endsWith(`.${domain}`))!;
      const [, number, group] = /^ns-(\d+)\.awsdns-(\d\d)\./.exec(server)!;
      assert.ok(Number(number) >= least && Number(number) < least + 512 && Number(group) < 64, server);
    }
    assert.deepEqual(nameServers, [...(nameServers as string[])].sort());
    const closed = await state(type, { name: "shop.internal", vpcs: [{ vpcId: "vpc-1" }] });
    assert.deepEqual(some(closed, "vpcs", "nameServers"), [
      [{ vpcId: "vpc-1", vpcRegion: "ap-northeast-2" }],
      ["ns-0.awsdns-00.com", "ns-1024.awsdns-00.org", "ns-1536.awsdns-00.co.uk", "ns-512.awsdns-00.net"],
    ]);
    const record = (name: string) =>
      state("aws:route53/record:Record", { zoneId: closed["zoneId"] ?? "", name, type: "A" });
    assert.equal((await record("a"))["fqdn"], "a.shop.internal");
    assert.equal((await record("B.shop.internal."))["fqdn"], "b.shop.internal");
    assert.equal((await record("shop.internal"))["fqdn"], "shop.internal");
  });

  it("of a bucket: where it is and how it is called", async () => {
    const names = [
      "arn",
      "bucketDomainName",
      "bucketRegionalDomainName",
      "bucketRegion",
      "hostedZoneId",
      "region",
    ];
    assert.deepEqual(some(await state("aws:s3/bucket:Bucket", { bucket: "artifacts" }), ...names), [
      "arn:aws:s3:::artifacts",
      "artifacts.s3.amazonaws.com",
      "artifacts.s3.ap-northeast-2.amazonaws.com",
      "ap-northeast-2",
      "Z3W03O7B5YMIYP",
      "ap-northeast-2",
    ]);
  });

  it("of a parameter: its ARN, and a version for every time it is put", async () => {
    const arn = `arn:aws:ssm:ap-northeast-2:${ACCOUNT}:parameter/shop/dev`;
    let known = await state(PARAMETER, { name: "/shop/dev", type: "String", value: "a" });
    assert.deepEqual(some(known, "arn", "version", "tier", "dataType", "hasValueWo", "keyId"), [
      arn,
      1,
      "Standard",
      "text",
      false,
      undefined,
    ]);
    const update = async (before: Values, after: Values) => {
      const whole = (more: Values) => ({ name: "/shop/dev", type: "String", value: "a", ...more });
      const options = { before: whole(before), after: whole(after), state: known };
      known = await aws.client.update(PARAMETER, "/shop/dev", options);
      return known["version"];
    };
    assert.equal(await update({}, { tags: { a: "1" } }), 1);
    assert.equal(await update({}, { value: "b" }), 2);
    assert.equal(await update({ value: "b" }, { value: "b", description: "d" }), 3);
    const over = { name: "/shop/dev", type: "SecureString", value: "c", overwrite: true };
    assert.deepEqual(some(await state(PARAMETER, over), "version", "keyId"), [4, "alias/aws/ssm"]);
  });

  it("of a table: capacity, recovery and a stream that is a new one when it shows other things", async () => {
    const attributes = [{ name: "h", type: "S" }];
    const inputs = { name: "t", billingMode: "PAY_PER_REQUEST", hashKey: "h", attributes };
    const made = await aws.client.create(TABLE, { ...inputs, pointInTimeRecovery: { enabled: true } });
    const arn = `arn:aws:dynamodb:ap-northeast-2:${ACCOUNT}:table/t`;
    assert.deepEqual(some(made.state, "arn", "readCapacity", "pointInTimeRecovery", "streamArn", "ttl"), [
      arn,
      0,
      { enabled: true, recoveryPeriodInDays: 35 },
      "",
      { attributeName: "", enabled: false },
    ]);
    const streaming = (streamViewType: string) => ({ ...inputs, streamEnabled: true, streamViewType });
    const update = (before: Values, after: Values) =>
      aws.client.update(TABLE, "t", { before, after, state: made.state });
    const first = await update(inputs, streaming("KEYS_ONLY"));
    assert.equal(first["streamArn"], `${arn}/stream/${first["streamLabel"] as string}`);
    assert.match(first["streamLabel"] as string, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/);
    const same = await update(streaming("KEYS_ONLY"), { ...streaming("KEYS_ONLY"), tags: { a: "1" } });
    assert.equal(same["streamArn"], first["streamArn"]);
  });

  it("of what announces and queues", async () => {
    const rule = { name: "r", eventPattern: "{}" };
    const onBus = { ...rule, eventBusName: "bus" };
    const type = "aws:cloudwatch/eventRule:EventRule";
    const ruleArn = `arn:aws:events:ap-northeast-2:${ACCOUNT}:rule`;
    assert.deepEqual(some(await state(type, rule), "arn", "state"), [`${ruleArn}/r`, "ENABLED"]);
    assert.deepEqual(some(await state(type, { ...onBus, isEnabled: false }), "arn", "state"), [
      `${ruleArn}/bus/r`,
      "DISABLED",
    ]);
    const alarm = await state("aws:cloudwatch/metricAlarm:MetricAlarm", { name: "a", evaluationPeriods: 1 });
    assert.deepEqual(some(alarm, "arn", "treatMissingData", "actionsEnabled"), [
      `arn:aws:cloudwatch:ap-northeast-2:${ACCOUNT}:alarm:a`,
      "missing",
      true,
    ]);
    const topic = await state("aws:sns/topic:Topic", { name: "approvals" });
    const topicArn = `arn:aws:sns:ap-northeast-2:${ACCOUNT}:approvals`;
    assert.deepEqual(some(topic, "arn", "owner"), [topicArn, ACCOUNT]);
    const subscription = { topic: topicArn, protocol: "email", endpoint: "a@example.org" };
    const subscribed = await state("aws:sns/topicSubscription:TopicSubscription", subscription);
    assert.equal(subscribed["pendingConfirmation"], true);
    const again = await state("aws:sns/topicSubscription:TopicSubscription", subscription);
    assert.equal(again["arn"], subscribed["arn"]);
    const queue = await state("aws:sqs/queue:Queue", { name: "q" });
    assert.deepEqual(some(queue, "arn", "url"), [
      `arn:aws:sqs:ap-northeast-2:${ACCOUNT}:q`,
      `https://sqs.ap-northeast-2.amazonaws.com/${ACCOUNT}/q`,
    ]);
  });

  it("of keys, profiles, policies and pipelines", async () => {
    const key = await aws.client.create("aws:kms/key:Key", { enableKeyRotation: true });
    const keyArn = `arn:aws:kms:ap-northeast-2:${ACCOUNT}:key/${key.id}`;
    assert.deepEqual(some(key.state, "arn", "keyId", "rotationPeriodInDays"), [keyArn, key.id, 365]);
    for (const [name, targetKeyId] of [
      ["alias/a", key.id],
      ["alias/b", keyArn],
    ] as const)
      assert.equal((await state("aws:kms/alias:Alias", { name, targetKeyId }))["targetKeyArn"], keyArn);
    const profile = await state("aws:iam/instanceProfile:InstanceProfile", { name: "web", role: "web" });
    assert.equal(profile["arn"], `arn:aws:iam::${ACCOUNT}:instance-profile/web`);
    assert.match(profile["uniqueId"] as string, /^AIPA[0-9A-Z]{17}$/);
    const policy = await state("aws:iam/policy:Policy", { name: "p", path: "/x/", policy: "{}" });
    assert.equal(policy["arn"], `arn:aws:iam::${ACCOUNT}:policy/x/p`);
    const stages = [{ name: "Source" }, { name: "Release" }];
    const pipeline = { name: "shop", roleArn: "arn:r", artifactStores: [], stages };
    const made = await state("aws:codepipeline/pipeline:Pipeline", pipeline);
    assert.deepEqual(some(made, "arn", "executionMode", "pipelineType"), [
      `arn:aws:codepipeline:ap-northeast-2:${ACCOUNT}:shop`,
      "SUPERSEDED",
      "V1",
    ]);
  });

  it("of who is let in from outside: a provider by its address, anchors and profiles that are off unless told", async () => {
    const type = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    const inputs = { url: "https://ci.example", clientIdLists: ["sts.amazonaws.com"] };
    const made = await aws.client.create(type, inputs);
    assert.deepEqual(some(made.state, "arn", "url"), [
      `arn:aws:iam::${ACCOUNT}:oidc-provider/ci.example`,
      "ci.example",
    ]);
    assert.match((made.state["thumbprintLists"] as string[])[0] ?? "", /^[0-9a-f]{40}$/);
    const source = { sourceType: "CERTIFICATE_BUNDLE", sourceData: { x509CertificateData: "PEM" } };
    const anchor = await aws.client.create("aws:rolesanywhere/trustAnchor:TrustAnchor", {
      name: "a",
      source,
    });
    const anywhere = `arn:aws:rolesanywhere:ap-northeast-2:${ACCOUNT}`;
    assert.deepEqual(some(anchor.state, "arn", "enabled"), [`${anywhere}:trust-anchor/${anchor.id}`, false]);
    const profile = await aws.client.create("aws:rolesanywhere/profile:Profile", {
      name: "p",
      enabled: true,
    });
    assert.deepEqual(some(profile.state, "arn", "enabled", "durationSeconds"), [
      `${anywhere}:profile/${profile.id}`,
      true,
      3600,
    ]);
    const tag = { tagKey: "Stage", status: "Active" };
    assert.equal(
      (await state("aws:costexplorer/costAllocationTag:CostAllocationTag", tag))["type"],
      "UserDefined",
    );
  });

  it("a name where none is given that the service takes", async () => {
    const name = async (type: string, property: string, inputs: Values = {}) =>
      (await aws.client.check(type, inputs, { name: "MyThing" })).inputs[property] as string;
    assert.match(await name("aws:s3/bucket:Bucket", "bucket"), /^mything-[0-9a-f]{7}$/);
    const alias = await name("aws:kms/alias:Alias", "name", { targetKeyId: "k" });
    assert.match(alias, /^alias\/MyThing-[0-9a-f]{7}$/);
    for (const [type, first] of [
      ["aws:sqs/queue:Queue", "fifoQueue"],
      ["aws:sns/topic:Topic", "fifoTopic"],
    ] as const) {
      assert.match(await name(type, "name", { [first]: true }), /^MyThing-[0-9a-f]{7}\.fifo$/);
      assert.match(await name(type, "name"), /^MyThing-[0-9a-f]{7}$/);
    }
  });
});
