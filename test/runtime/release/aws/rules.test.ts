import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  changeWeights,
  readRules,
  reweighted,
  ruleRead,
  type LiveAction,
} from "../../../../runtime/release/aws/rules";
import { withMoto } from "../../../helpers/moto";
import { Declaring, fixed, onPath, to } from "../../../local/load-balancer/declared";
import { REGISTRATION } from "../sample";
import { calls, withAddresses } from "./environment";
import { refusedXml, withWire } from "./wire";

const GROUPS = { blue: "arn:blue", green: "arn:green" };
const PAIR = { blue: 101, green: 0 };

function forward(weights: Readonly<Record<string, number | undefined>>, sticky?: boolean): LiveAction {
  const TargetGroups = Object.entries(weights).map(([arn, Weight]) => ({ TargetGroupArn: arn, Weight }));
  const stickiness = sticky === undefined ? {} : { TargetGroupStickinessConfig: { Enabled: sticky } };
  return { Type: "forward", ForwardConfig: { TargetGroups, ...stickiness } };
}
const OURS = forward({ "arn:blue": 101, "arn:green": 0 }, false);
const LOGIN: LiveAction = {
  Type: "authenticate-oidc",
  Order: 1,
  AuthenticateOidcConfig: { Issuer: "https://id.example.com", ClientId: "shop", SessionTimeout: 3600 },
};

describe("a listener rule", () => {
  const odd: readonly (readonly [string, readonly LiveAction[], string])[] = [
    ["no action", [], "it does not forward once"],
    ["a redirect", [{ Type: "redirect" }], "it has an action redirect"],
    [
      "an action nobody knows, beside ours",
      [{ Type: "jwt-validation" }, OURS],
      "it has an action jwt-validation",
    ],
    ["two forwards", [OURS, OURS], "it does not forward once"],
    ["a login only", [LOGIN], "it does not forward once"],
    [
      "a third target group",
      [forward({ "arn:blue": 1, "arn:green": 0, "arn:other": 0 })],
      "it forwards to another target group, arn:other",
    ],
    [
      "one of ours only",
      [forward({ "arn:blue": 1 })],
      "it does not forward to both colours' target groups by weight, once each",
    ],
    [
      "a group without a weight",
      [forward({ "arn:blue": 1, "arn:green": undefined })],
      "it does not forward to both colours' target groups by weight, once each",
    ],
    [
      "no weights at all",
      [{ Type: "forward" }],
      "it does not forward to both colours' target groups by weight, once each",
    ],
    [
      "stickiness",
      [forward({ "arn:blue": 1, "arn:green": 0 }, true)],
      "its stickiness is on, and would keep users where they are",
    ],
  ];
  for (const [what, actions, said] of odd)
    it(`with ${what} is odd: ${said}`, () => {
      assert.deepEqual(ruleRead(actions, GROUPS), { odd: said });
    });

  it("of ours is a pair, in whatever order its groups stand, behind a login or not", () => {
    assert.deepEqual(ruleRead([OURS], GROUPS), { pair: PAIR });
    assert.deepEqual(ruleRead([LOGIN, OURS], GROUPS), { pair: PAIR });
    const turned = forward({ "arn:green": 0, "arn:blue": 101 });
    assert.deepEqual(ruleRead([turned], GROUPS), { pair: PAIR });
  });

  it("changed has the new weights, and everything else as it was", () => {
    const weight = fc.integer({ min: 0, max: 999 });
    const action = fc
      .record({
        blue: weight,
        green: weight,
        turned: fc.boolean(),
        login: fc.boolean(),
        order: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        sticky: fc.constantFrom(undefined, false),
      })
      .map(({ blue, green, turned, login, order, sticky }) => {
        const weights = turned
          ? { "arn:green": green, "arn:blue": blue }
          : { "arn:blue": blue, "arn:green": green };
        const ours = { ...forward(weights, sticky), ...(order === undefined ? {} : { Order: order }) };
        return login ? [LOGIN, ours] : [ours];
      });
    const pair = fc.record({ blue: weight, green: weight }, { noNullPrototype: true });
    const others = (key: string, value: unknown): unknown =>
      key === "Weight" || key === "UseExistingClientSecret" ? undefined : value;
    const without = (actions: readonly LiveAction[]): unknown => JSON.parse(JSON.stringify(actions, others));
    fc.assert(
      fc.property(action, pair, (actions, wanted) => {
        const changed = reweighted(actions, GROUPS, wanted);
        assert.deepEqual(ruleRead(changed, GROUPS), { pair: wanted });
        assert.deepEqual(without(changed), without(actions));
        assert.deepEqual(reweighted(changed, GROUPS, wanted), changed);
      }),
    );
  });
});

describe("the rules of a service", () => {
  const moto = withMoto();
  withAddresses(() => ({ AWS_ENDPOINT_URL: moto.endpoint }));

  const declared = async () => {
    const declare = new Declaring(moto);
    const [blue, green] = [await declare.group(), await declare.group()];
    const balancer = await declare.balancer();
    const [product, preview] = [await declare.listener(balancer, 80), await declare.listener(balancer, 8443)];
    const registration = {
      ...REGISTRATION,
      productRuleArn: await declare.rule(product, 1, onPath("/*"), to([blue, 100], [green, 0])),
      previewRuleArn: await declare.rule(preview, 1, onPath("/*"), to([blue, 0], [green, 100])),
      colours: {
        blue: { ...REGISTRATION.colours.blue, targetGroupArn: blue },
        green: { ...REGISTRATION.colours.green, targetGroupArn: green },
      },
    };
    return { declare, product, registration, groups: { blue, green } };
  };

  it("are read by one call, and changed by one, each on its own", async () => {
    const { registration, groups } = await declared();
    const asking = calls();
    const before = await readRules(asking, registration);
    assert.deepEqual(ruleRead(before.product, groups), { pair: { blue: 100, green: 0 } });
    assert.deepEqual(ruleRead(before.preview, groups), { pair: { blue: 0, green: 100 } });
    await changeWeights(asking, registration, "product", before.product, { blue: 0, green: 102 });
    const after = await readRules(asking, registration);
    assert.deepEqual(ruleRead(after.product, groups), { pair: { blue: 0, green: 102 } });
    assert.deepEqual(after.preview, before.preview);
    assert.deepEqual(asking.made, [
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:ModifyRule",
      "elasticloadbalancing:DescribeRules",
    ]);
  });

  it("are left alone where they are none of ours, and that says why", async () => {
    const { declare, product, registration } = await declared();
    const productRuleArn = await declare.rule(product, 2, onPath("/other"), fixed("503", "closed"));
    const odd = { ...registration, productRuleArn };
    const asking = calls();
    const live = await readRules(asking, odd);
    await assert.rejects(changeWeights(asking, odd, "product", live.product, PAIR), {
      message:
        "elasticloadbalancing:ModifyRule: the product rule was left alone: it has an action fixed-response",
    });
    assert.deepEqual(asking.made, ["elasticloadbalancing:DescribeRules"]);
  });

  it("are told to be gone, and by which call", async () => {
    const { registration } = await declared();
    const gone = { ...registration, previewRuleArn: registration.productRuleArn.replace(/[^/]+$/, "gone") };
    await assert.rejects(readRules(calls(), gone), /^CallFailed: elasticloadbalancing:DescribeRules: /);
  });
});

describe("the rules of a service, on the wire", () => {
  const wire = withWire();
  withAddresses(() => ({ AWS_ENDPOINT_URL: wire.url }));
  const groups = { blue: "arn:blue", green: "arn:green" };

  it("keep the login's secret, which cannot be read, when their weights change", async () => {
    wire.answer = () => ({
      status: 200,
      body: "<ModifyRuleResponse><ModifyRuleResult><Rules/></ModifyRuleResult></ModifyRuleResponse>",
    });
    await changeWeights(calls(), REGISTRATION, "preview", [LOGIN, { ...OURS, Order: 2 }], {
      blue: 0,
      green: 103,
    });
    assert.deepEqual(wire.sent, [
      {
        operation: "ModifyRule",
        body: {
          Action: "ModifyRule",
          Version: "2015-12-01",
          RuleArn: "arn:preview",
          "Actions.member.1.Type": "authenticate-oidc",
          "Actions.member.1.Order": "1",
          "Actions.member.1.AuthenticateOidcConfig.Issuer": "https://id.example.com",
          "Actions.member.1.AuthenticateOidcConfig.ClientId": "shop",
          "Actions.member.1.AuthenticateOidcConfig.SessionTimeout": "3600",
          "Actions.member.1.AuthenticateOidcConfig.UseExistingClientSecret": "true",
          "Actions.member.2.Type": "forward",
          "Actions.member.2.Order": "2",
          "Actions.member.2.ForwardConfig.TargetGroups.member.1.TargetGroupArn": groups.blue,
          "Actions.member.2.ForwardConfig.TargetGroups.member.1.Weight": "0",
          "Actions.member.2.ForwardConfig.TargetGroups.member.2.TargetGroupArn": groups.green,
          "Actions.member.2.ForwardConfig.TargetGroups.member.2.Weight": "103",
          "Actions.member.2.ForwardConfig.TargetGroupStickinessConfig.Enabled": "false",
        },
      },
    ]);
  });

  it("that are throttled are asked for again, then named", async () => {
    wire.answer = () => refusedXml("Throttling", "Rate exceeded");
    await assert.rejects(readRules(calls(), REGISTRATION), {
      message: "elasticloadbalancing:DescribeRules: Throttling: Rate exceeded (tried 3 times)",
    });
  });

  it("that AWS leaves out of its answer are not guessed", async () => {
    const one = "<member><RuleArn>arn:product</RuleArn><Actions/></member>";
    wire.answer = () => ({
      status: 200,
      body: `<DescribeRulesResponse><DescribeRulesResult><Rules>${one}</Rules></DescribeRulesResult></DescribeRulesResponse>`,
    });
    await assert.rejects(readRules(calls(), REGISTRATION), {
      message: "elasticloadbalancing:DescribeRules: there is no rule arn:preview; run pulumi up",
    });
  });
});
