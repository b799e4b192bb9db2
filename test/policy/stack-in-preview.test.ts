import assert from "node:assert/strict";
import { UNKNOWN } from "../../policy/value";
import { stackInPreview } from "./stack-in-preview";

describe("declared resources in a preview", () => {
  it("have as known what is an input of another, and each input says whose outputs are in it", () => {
    const [web, log] = stackInPreview({
      web: { type: "aws:lambda/function:Function", inputs: { name: "shop" } },
      log: {
        type: "aws:cloudwatch/logGroup:LogGroup",
        inputs: {
          name: "/aws/lambda/${web.name}",
          kmsKeyId: "${web.arn}",
          tags: { of: ["${web.id}", "${web.arn}"], at: "${other.arn}" },
        },
      },
    });
    const urn = "urn:pulumi:dev::shop::aws:lambda/function:Function::web";
    assert.equal(web?.urn, urn);
    assert.deepEqual(log?.inputs, {
      name: "/aws/lambda/shop",
      kmsKeyId: UNKNOWN,
      tags: { of: [UNKNOWN, UNKNOWN], at: "${other.arn}" },
    });
    assert.deepEqual(log.propertyDependencies, { name: [urn], kmsKeyId: [urn], tags: [urn] });
  });
});
