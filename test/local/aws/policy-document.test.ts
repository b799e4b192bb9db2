import assert from "node:assert/strict";
import type { Values } from "../../../wire/values";
import { emptiedAws } from "./emptied-aws";

const DOCUMENT = "aws:iam/getPolicyDocument:getPolicyDocument";

describe("policy documents of the local AWS", () => {
  const aws = emptiedAws();
  const render = (args: Values) => aws.client.invoke(DOCUMENT, args);

  it("refuse documents to merge, whichever they are given in", async () => {
    const refusal =
      "must be left out in the local AWS, which merges no documents, got a value; use statements";
    await assert.rejects(render({ sourcePolicyDocuments: ["{}"], overrideJson: "{}", statements: [] }), {
      details: `sourcePolicyDocuments: ${refusal}\noverrideJson: ${refusal}`,
    });
  });

  it("are rendered as the real provider does", async () => {
    const args: Values = {
      statements: [
        {
          sid: "Assume",
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
        },
        {
          effect: "Deny",
          notActions: ["a:A", "b:B"],
          resources: ["arn:a", "arn:c", "arn:b"],
          notPrincipals: [{ type: "AWS", identifiers: ["1", "2"] }],
          conditions: [
            { test: "StringLike", variable: "z", values: ["1", "2"] },
            { test: "Bool", variable: "y", values: ["true"] },
            { test: "StringLike", variable: "x", values: ["3"] },
          ],
        },
      ],
    };
    const document = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Assume",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "lambda.amazonaws.com" },
        },
        {
          Effect: "Deny",
          NotAction: ["b:B", "a:A"],
          Resource: ["arn:c", "arn:b", "arn:a"],
          NotPrincipal: { AWS: ["2", "1"] },
          Condition: { Bool: { y: "true" }, StringLike: { x: "3", z: ["1", "2"] } },
        },
      ],
    };
    const answer = await render(args);
    assert.deepEqual(answer, {
      ...args,
      id: answer["id"],
      json: JSON.stringify(document, undefined, 2),
      minifiedJson: JSON.stringify(document),
    });
    assert.match(answer["id"] as string, /^\d+$/);
    assert.equal((await render(args))["id"], answer["id"]);
  });

  it("lose no principal and no condition where two blocks are of one kind, and know everyone", async () => {
    const statement = async (block: Values) => {
      const { minifiedJson } = await render({
        version: "2008-10-17",
        policyId: "p",
        statements: [block],
      });
      const { Version, Id, Statement } = JSON.parse(minifiedJson as string) as Record<string, unknown>;
      assert.deepEqual([Version, Id], ["2008-10-17", "p"]);
      return (Statement as unknown[])[0];
    };
    const principal = (type: string, ...identifiers: string[]) => ({ type, identifiers });
    assert.deepEqual(
      await statement({
        principals: [principal("Service", "s"), principal("AWS", "1"), principal("AWS", "2")],
        conditions: [
          { test: "StringEquals", variable: "x", values: ["1"] },
          { test: "StringEquals", variable: "x", values: ["2"] },
        ],
      }),
      {
        Effect: "Allow",
        Principal: { AWS: ["1", "2"], Service: "s" },
        Condition: { StringEquals: { x: ["1", "2"] } },
      },
    );
    assert.deepEqual(await statement({ principals: [principal("*", "*")] }), {
      Effect: "Allow",
      Principal: "*",
    });
    assert.deepEqual(await statement({ principals: [principal("AWS", "*")] }), {
      Effect: "Allow",
      Principal: { AWS: "*" },
    });
    assert.deepEqual(await statement({ principals: [principal("*", "*"), principal("AWS", "1")] }), {
      Effect: "Allow",
      Principal: { "*": "*", AWS: "1" },
    });
  });
});
