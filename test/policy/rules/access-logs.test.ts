import assert from "node:assert/strict";
import type { Finding } from "../../../policy/rule";
import { accessLogs } from "../../../policy/rules/access-logs";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const BUCKET = "aws:s3/bucket:Bucket";

const check = (type: string, inputs: Values, ...kinds: string[]): readonly Finding[] =>
  judge(accessLogs, { type, inputs }, kinds.length === 0 ? {} : { settings: { kinds } });
const found = (type: string, inputs: Values, ...kinds: string[]): string[] =>
  places(check(type, inputs, ...kinds));
const logs = (type: string, given: Value): string[] => found(type, { accessLogs: given });

describe("the rule access-logs", () => {
  it("says what logs nothing, and what to do", () => {
    assert.deepEqual(check("aws:apigatewayv2/stage:Stage", {}), [
      {
        problem: {
          property: "accessLogSettings",
          rule: "set, so that requests are logged",
          got: "no log",
          remedy: "set accessLogSettings to a log group, with a format",
        },
      },
    ]);
  });

  it("refuses every door without a log", () => {
    for (const type of accessLogs.types)
      assert.equal(check(type, {}, "apis", "buckets", "distributions", "loadBalancers").length, 1, type);
    assert.deepEqual(found("aws:apigateway/stage:Stage", { accessLogSettings: {} }), ["accessLogSettings"]);
  });

  it("knows that a load balancer's log is off unless switched on, and a classic one's on", () => {
    assert.deepEqual(logs(BALANCER, { bucket: "logs" }), ["accessLogs.enabled"]);
    assert.deepEqual(logs(BALANCER, { bucket: "logs", enabled: true }), []);
    assert.deepEqual(logs(CLASSIC, { bucket: "logs" }), []);
    assert.deepEqual(logs(CLASSIC, { bucket: "logs", enabled: false }), ["accessLogs.enabled"]);
  });

  it("asks only load balancers that see requests", () => {
    assert.deepEqual(found(BALANCER, { loadBalancerType: "network" }), []);
    assert.deepEqual(found(BALANCER, { loadBalancerType: "application" }), ["accessLogs.enabled"]);
  });

  it("takes a distribution's log in either form", () => {
    assert.deepEqual(found(DISTRIBUTION, { loggingConfig: { bucket: "logs.s3.amazonaws.com" } }), []);
    const defaultCacheBehavior = { realtimeLogConfigArn: "arn:aws:cloudfront::1:realtime-log-config/x" };
    assert.deepEqual(found(DISTRIBUTION, { defaultCacheBehavior }), []);
    assert.deepEqual(found(DISTRIBUTION, { loggingConfig: { includeCookies: true } }), ["loggingConfig"]);
  });

  it("asks only the kinds it is told to, and buckets only then", () => {
    assert.deepEqual(found(BUCKET, {}), []);
    assert.deepEqual(found(BUCKET, {}, "buckets"), ["logging"]);
    assert.deepEqual(found(BUCKET, { logging: { targetBucket: "logs" } }, "buckets"), []);
    assert.deepEqual(
      found("aws:s3/bucketV2:BucketV2", { loggings: [{ targetBucket: "logs" }] }, "buckets"),
      [],
    );
    assert.deepEqual(found(BALANCER, {}, "apis"), []);
  });

  it("does not evaluate what is not known yet, and takes a log that is given but not known", () => {
    assert.deepEqual(logs(BALANCER, UNKNOWN), ["? accessLogs.enabled"]);
    assert.deepEqual(logs(BALANCER, { bucket: UNKNOWN, enabled: UNKNOWN }), ["? accessLogs.enabled"]);
    assert.deepEqual(found(BALANCER, { loadBalancerType: UNKNOWN }), ["? accessLogs.enabled"]);
    assert.deepEqual(logs(BALANCER, { bucket: UNKNOWN, enabled: true }), []);
    const accessLogSettings: Value = { destinationArn: UNKNOWN, format: "$context.requestId" };
    assert.deepEqual(found("aws:apigatewayv2/stage:Stage", { accessLogSettings }), []);
  });

  itIsSound(
    accessLogs,
    ["accessLogs", "enabled", "bucket", "loadBalancerType", "accessLogSettings", "destinationArn"].concat([
      ...["loggingConfig", "logging", "loggings", "targetBucket"],
    ]),
    ["network", "application", "logs"],
    { settings: { kinds: ["apis", "buckets", "loadBalancers"] } },
  );
});
