import assert from "node:assert/strict";
import { Unknown, type Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";
import { some, subnetsOf } from "./outputs";

const ACCOUNT = "123456789012";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

describe("the local AWS fills in as Elastic Load Balancing does", () => {
  const aws = emptiedAws();

  const state = async (type: string, inputs: Values) => (await aws.client.create(type, inputs)).state;

  it("of a load balancer: names, zone and network", async () => {
    const type = "aws:lb/loadBalancer:LoadBalancer";
    const made = await state(type, { name: "shop", subnets: await subnetsOf(aws) });
    const [, suffix = "", digits = ""] = /loadbalancer\/(app\/shop\/[0-9a-f]{8}([0-9a-f]{8}))$/.exec(
      made["arn"] as string,
    )!;
    assert.deepEqual(some(made, "arnSuffix", "vpcId", "zoneId", "dnsName"), [
      suffix,
      "vpc-1",
      "ZWKZPGTI48KDX",
      `shop-${Number.parseInt(digits, 16)}.ap-northeast-2.elb.amazonaws.com`,
    ]);
    const inner = { name: "inner", subnets: ["subnet-1", "subnet-2"], internal: true, region: "eu-west-1" };
    const { dnsName, zoneId, vpcId } = await state(type, inner);
    assert.match(dnsName as string, /^internal-inner-\d+\.eu-west-1\.elb\.amazonaws\.com$/);
    assert.deepEqual([zoneId, vpcId], ["Z32O12XQLNTSW2", undefined]);
  });

  it("of a listener: protocol, and the policy of a certificate", async () => {
    const type = "aws:lb/listener:Listener";
    const listener = (port: number, more: Values = {}) =>
      state(type, { loadBalancerArn: "a", port, defaultActions: [], ...more });
    assert.deepEqual(some(await listener(80), "protocol", "sslPolicy"), ["HTTP", undefined]);
    const secure = await listener(443, { protocol: "HTTPS", certificateArn: "arn:c" });
    assert.deepEqual(some(secure, "protocol", "sslPolicy"), ["HTTPS", "ELBSecurityPolicy-2016-08"]);
  });

  it("of a rule without a priority: the next one, which it keeps", async () => {
    const type = "aws:lb/listenerRule:ListenerRule";
    const rule = (listenerArn: string): Values => ({ listenerArn, actions: [], conditions: [] });
    await state(type, { ...rule("l"), priority: 40 });
    const second = await aws.client.create(type, rule("l"));
    assert.equal(second.state["priority"], 41);
    assert.equal((await state(type, rule("other")))["priority"], 1);
    const after = { ...rule("l"), conditions: [{ hostHeader: { values: ["a"] } }] };
    const updated = await aws.client.update(type, second.id, {
      before: rule("l"),
      after,
      state: second.state,
    });
    assert.equal(updated["priority"], 41);
  });

  it("of a target group's health check: AWS's thresholds without one, the provider's with one", async () => {
    const common = { enabled: true, interval: 30, port: "traffic-port", protocol: "HTTP" };
    const http = { ...common, matcher: "200", path: "/", timeout: 5 };
    assert.deepEqual((await state(TARGET_GROUP, { name: "a" }))["healthCheck"], {
      ...http,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
    });
    const given = await state(TARGET_GROUP, { name: "b", healthCheck: { path: "/health" } });
    const three = { healthyThreshold: 3, unhealthyThreshold: 3 };
    assert.deepEqual(given["healthCheck"], { ...http, ...three, path: "/health" });
    const tcp = await state(TARGET_GROUP, { name: "c", healthCheck: { protocol: "TCP" } });
    assert.deepEqual(tcp["healthCheck"], { ...common, ...three, protocol: "TCP", timeout: 10 });
    const names = ["arnSuffix", "deregistrationDelay", "protocolVersion", "targetType", "stickiness"];
    assert.deepEqual(some(given, ...names), [
      (given["arn"] as string).split(`${ACCOUNT}:`)[1],
      300,
      "HTTP1",
      "instance",
      { cookieDuration: 86_400, enabled: false, type: "lb_cookie" },
    ]);
  });

  it("of a target group, so that neither a refresh nor its own values make a difference", async () => {
    const inputs = { name: "a", healthCheck: { path: "/health" } };
    const made = await aws.client.create(TARGET_GROUP, inputs);
    const found = await aws.client.read(TARGET_GROUP, made.id, made.state, inputs);
    assert.deepEqual([found.inputs, found.state], [inputs, made.state]);
    const same = { ...inputs, healthCheck: { path: "/health", interval: 30 }, slowStart: 0 };
    const paths = async (after: Values) =>
      (await aws.client.diff(TARGET_GROUP, inputs, after, made.state)).getDetaileddiffMap().getLength();
    assert.equal(await paths(same), 0);
    assert.equal(await paths({ ...inputs, healthCheck: { path: "/health", interval: 31 } }), 1);
    assert.equal(await paths({ ...inputs, healthCheck: { path: Unknown.value } }), 1);
  });
});
