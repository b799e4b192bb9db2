import assert from "node:assert/strict";
import type { Finding } from "../../../policy/rule";
import { plainHttp } from "../../../policy/rules/plain-http";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const LISTENER = "aws:lb/listener:Listener";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const V2 = "aws:apigatewayv2/integration:Integration";
const forward = { type: "forward", targetGroupArn: "arn:group" };
const balancer = (kind: string): string =>
  `arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/${kind}/shop/1`;

const check = (type: string, inputs: Values, allowedPorts: readonly number[] = []): readonly Finding[] =>
  judge(plainHttp, { type, inputs }, { settings: { allowedPorts } });
const listens = (inputs: Values, ...allowedPorts: number[]): string[] =>
  places(check(LISTENER, { protocol: "HTTP", port: 80, defaultActions: [forward], ...inputs }, allowedPorts));
const redirects = (redirect: Value): string[] =>
  listens({ defaultActions: [{ type: "redirect", redirect }] });
const FOUND = ["defaultActions[0]"];
const UNDECIDED = ["? defaultActions[0]"];

describe("the rule plain-http", () => {
  it("says what goes in plain, and what to do", () => {
    assert.deepEqual(check(LISTENER, { protocol: "HTTP", defaultActions: [forward] }), [
      {
        problem: {
          property: "defaultActions[0]",
          rule: "a redirect to HTTPS",
          got: '"forward" by plain HTTP',
          remedy: "redirect to protocol HTTPS here, and forward on a listener with a certificate",
        },
      },
    ]);
  });

  it("refuses a redirect that stays with HTTP", () => {
    for (const redirect of [undefined, {}, { protocol: "HTTP" }, { protocol: "#{protocol}" }])
      assert.deepEqual(redirects(redirect), FOUND);
    assert.deepEqual(redirects({ protocol: "HTTPS" }), []);
  });

  it("knows what an Application Load Balancer speaks that is not told", () => {
    const untold = { protocol: undefined, loadBalancerArn: balancer("app") };
    assert.deepEqual(listens(untold), FOUND);
    assert.deepEqual(listens({ ...untold, loadBalancerArn: balancer("gwy") }), []);
    assert.deepEqual(listens({ ...untold, loadBalancerArn: UNKNOWN }), UNDECIDED);
  });

  it("takes HTTPS, other protocols, fixed answers, and the ports that are allowed", () => {
    for (const protocol of ["HTTPS", "TCP", "TLS"]) assert.deepEqual(listens({ protocol }), []);
    assert.deepEqual(listens({ defaultActions: [{ type: "fixed-response" }] }), []);
    assert.deepEqual(listens({ port: 8080 }, 8080), []);
    assert.deepEqual(listens({ port: 80 }, 8080), FOUND);
  });

  it("refuses plain listeners of a classic load balancer", () => {
    const listeners: Value = [
      { lbProtocol: "https", lbPort: 443 },
      { lbProtocol: "http", lbPort: 80 },
      { lbProtocol: "http", lbPort: 8080 },
      { lbProtocol: UNKNOWN, lbPort: 81 },
      UNKNOWN,
    ];
    assert.deepEqual(places(check(CLASSIC, { listeners }, [8080])), [
      "listeners[1].lbProtocol",
      "? listeners[3].lbProtocol",
      "? listeners[4]",
    ]);
  });

  it("refuses a distribution that shows pages by either", () => {
    const behaviour = (viewerProtocolPolicy: Value): Values => ({ viewerProtocolPolicy });
    const inputs = {
      defaultCacheBehavior: behaviour("allow-all"),
      orderedCacheBehaviors: [behaviour("https-only"), behaviour("allow-all"), behaviour(UNKNOWN)],
    };
    assert.deepEqual(places(check(DISTRIBUTION, inputs)), [
      "defaultCacheBehavior.viewerProtocolPolicy",
      "orderedCacheBehaviors[1].viewerProtocolPolicy",
      "? orderedCacheBehaviors[2].viewerProtocolPolicy",
    ]);
  });

  it("refuses a backend that an API calls by plain HTTP outside a VPC", () => {
    const integrationUri = "http://orders.example/";
    assert.deepEqual(check(V2, { integrationUri: "http://user:secret@orders.example/" }), [
      {
        problem: {
          property: "integrationUri",
          rule: "an address with https, or within a VPC",
          got: "one with http",
          remedy: "call it by https, or through a VPC link",
        },
      },
    ]);
    assert.deepEqual(places(check("aws:apigateway/integration:Integration", { uri: integrationUri })), [
      "uri",
    ]);
    assert.deepEqual(places(check(V2, { integrationUri, connectionType: "VPC_LINK" })), []);
    assert.deepEqual(places(check(V2, { integrationUri, connectionType: UNKNOWN })), ["? integrationUri"]);
    for (const uri of ["https://orders.example/", "arn:aws:lambda:eu-west-1:1:function:f", "", null, 1])
      assert.deepEqual(check(V2, { integrationUri: uri }), []);
  });

  it("refuses delivery by plain HTTP, and a search domain that takes it", () => {
    const subscription = "aws:sns/topicSubscription:TopicSubscription";
    assert.deepEqual(places(check(subscription, { protocol: "http" })), ["protocol"]);
    assert.deepEqual(check(subscription, { protocol: "https" }), []);
    const domain = "aws:opensearch/domain:Domain";
    assert.deepEqual(places(check(domain, { domainEndpointOptions: { enforceHttps: false } })), [
      "domainEndpointOptions.enforceHttps",
    ]);
    assert.deepEqual(check(domain, {}), []);
  });

  it("does not evaluate what is not known yet", () => {
    assert.deepEqual(listens({ defaultActions: UNKNOWN }), ["? defaultActions"]);
    assert.deepEqual(listens({ defaultActions: [UNKNOWN] }), UNDECIDED);
    assert.deepEqual(listens({ protocol: UNKNOWN }), UNDECIDED);
    assert.deepEqual(listens({ port: UNKNOWN }, 8080), UNDECIDED);
    assert.deepEqual(redirects(UNKNOWN), UNDECIDED);
  });

  it("does evaluate what no unknown part can change", () => {
    assert.deepEqual(listens({ defaultActions: [{ type: "forward", targetGroupArn: UNKNOWN }] }), FOUND);
    assert.deepEqual(listens({ protocol: "HTTPS", defaultActions: UNKNOWN }), []);
    assert.deepEqual(listens({ protocol: UNKNOWN, defaultActions: [{ type: "fixed-response" }] }), []);
  });

  itIsSound(
    plainHttp,
    ["protocol", "port", "defaultActions", "type", "redirect", "listeners", "lbProtocol", "lbPort"].concat([
      ...[
        "defaultCacheBehavior",
        "cacheBehaviors",
        "viewerProtocolPolicy",
        "integrationUri",
        "connectionType",
      ],
      ...["loadBalancerArn", "uri", "domainEndpointOptions", "enforceHttps"],
    ]),
    ["HTTP", "HTTPS", "forward", "redirect", 80, "allow-all", "http://x/", "VPC_LINK", balancer("app")],
    { settings: { allowedPorts: [80] } },
  );
});
