import assert from "node:assert/strict";
import fc from "fast-check";
import { readArn } from "../../../cli/whose/arn";
import { stageByName, twinOf } from "../../../cli/whose/by-name";
import { recorded } from "../../../cli/rehearsal/exported";
import { limits, type NamedType } from "../../../naming/limits";
import { physicalName } from "../../../naming/names";
import { OFTEN } from "../../helpers/property-runs";
import { identities } from "../../naming/identities";
import { ACCOUNT, state } from "./state";

describe("the stage a name says", () => {
  const stage = (text: string) => stageByName(text, ["shop"]);

  it("is none of another project, of the project alone, of another case or of something that only contains it", () => {
    for (const text of [
      "",
      "-",
      "shop",
      "shop-dev",
      "shop-dev-",
      "Shop-dev-web",
      "shops-dev-web",
      "my-shop-dev-web",
      "shop-1-web",
    ])
      assert.equal(stage(text), undefined, text);
  });

  it("is in the name, wherever the ARN or the path has it", () => {
    const dev = { project: "shop", stage: "dev" };
    for (const text of [
      "shop-dev-web",
      `arn:aws:iam::${ACCOUNT}:role/shop-dev-gone-web`,
      `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/shop-dev-web-web:*`,
      `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:loadbalancer/app/shop-dev-alb/50dc6c495c0c9188`,
      `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/dev/services/web/registration`,
      "/shop/dev/services/web/registration",
    ])
      assert.deepEqual(stage(text), dev, text);
  });

  it("is that of the identity, for the name of any identity and any type", () => {
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(limits) as NamedType[])), identities, (type, identity) => {
        const { project, stage } = identity;
        assert.deepEqual(stageByName(physicalName(type, identity), [project]), { project, stage });
      }),
      OFTEN,
    );
  });
});

describe("the twin of an ARN", () => {
  const own = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:shop-dev-web-web`;
  const twin = (text: string) => twinOf(text, recorded(state));

  it("is none of what is no ARN, of the ARN itself and of another name", () => {
    for (const text of ["", "arn", "arn:aws:lambda", "shop-dev-web-web", own, `${own}2`])
      assert.equal(twin(text), undefined, text);
  });

  it("has the same name in another region, account or partition", () => {
    for (const text of [
      `arn:aws:lambda:us-east-1:${ACCOUNT}:function:shop-dev-web-web`,
      "arn:aws:lambda:eu-west-1:999999999999:function:shop-dev-web-web",
      `arn:aws-cn:lambda:eu-west-1:${ACCOUNT}:function:shop-dev-web-web`,
    ])
      assert.equal(twin(text), own, text);
  });

  it("is read from the parts of an ARN, whose resource may have colons", () => {
    assert.deepEqual(readArn("arn:aws:logs:eu-west-1:1:log-group:/a:*"), {
      partition: "aws",
      service: "logs",
      region: "eu-west-1",
      account: "1",
      resource: "log-group:/a:*",
    });
  });
});
