import assert from "node:assert/strict";
import { zoneMisfits } from "../../../components/load-balancer/public-names";
import { problemText } from "../../../refusal/refusal";
import { make, only } from "../make";
import type { Answers } from "../mocked";
import { tagsOf } from "../tags-of";
import { balancer, certificateArn, LISTENER } from "./balancer";

const RECORD = "aws:route53/record:Record";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const zoneId = "Z0123456789ABCDEFGHIJ";

const answers: Answers = {
  "aws:route53/getZone:getZone": { zoneId, name: "example.com", privateZone: false },
};

describe("the public names of a load balancer", () => {
  const publicNames = { zoneId, names: ["example.com", "*.example.com", "shop.example.com"] };

  it("are aliases in their zone, with one certificate for all of them, each proved by one record", async () => {
    const made = await make(balancer({ publicNames }), { answers });
    const { tags, ...certificate } = only(made, CERTIFICATE).inputs;
    assert.deepEqual(tags, tagsOf("certificate"));
    assert.deepEqual(certificate, {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com", "shop.example.com"],
      validationMethod: "DNS",
    });
    const records = made.declared.filter(({ type }) => type === RECORD);
    assert.deepEqual(
      records.map(({ name, inputs }) => [name, inputs["zoneId"], inputs["name"], inputs["type"]]),
      [
        ["balancer-proof-example.com", zoneId, "_proof.example.com", "CNAME"],
        ["balancer-proof-shop.example.com", zoneId, "_proof.shop.example.com", "CNAME"],
        ["balancer-example.com", zoneId, "example.com", "A"],
        ["balancer-*.example.com", zoneId, "*.example.com", "A"],
        ["balancer-shop.example.com", zoneId, "shop.example.com", "A"],
      ],
    );
    assert.deepEqual(records.at(-1)?.inputs["aliases"], [
      { name: "alb.example", zoneId: "zone-of-alb", evaluateTargetHealth: false },
    ]);
    for (const role of ["product", "preview"]) {
      const { protocol, certificateArn: used } = only(made, LISTENER, `balancer-${role}`).inputs;
      assert.deepEqual([protocol, used], ["HTTPS", "arn:Certificate balancer"]);
    }
  });

  it("need no certificate where one is given", async () => {
    const made = await make(balancer({ publicNames, certificateArn }), { answers });
    assert.deepEqual(
      made.declared.filter(({ type }) => type === CERTIFICATE),
      [],
    );
    assert.equal(only(made, LISTENER, "balancer-product").inputs["certificateArn"], certificateArn);
  });

  it("are refused outside of their zone, and in one that users do not see", () => {
    const names = ["example.com", "notexample.org", "a.example.org"];
    const zone = { name: "example.org.", privateZone: true };
    assert.deepEqual(zoneMisfits({ zoneId, names }, zone).map(problemText), [
      `publicNames.zoneId: must be a public zone, got "${zoneId}", a private one; name the public one`,
      'publicNames.names[0]: must be a name in the zone example.org, got "example.com"; name its own zone, or remove it',
      'publicNames.names[1]: must be a name in the zone example.org, got "notexample.org"; name its own zone, or remove it',
    ]);
  });
});
