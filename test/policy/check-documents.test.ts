import assert from "node:assert/strict";
import { Policy } from "@pulumi/aws/iam/policy";
import type { PolicyDocument } from "@pulumi/aws/iam/documents";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { checkDocuments } from "../../policy/program";
import { ENGINE_TIMEOUT } from "../helpers/engine";
import { localStack, type LocalStack } from "../helpers/local-stack";

describe("documents that a program gives as objects, with what is not known yet in them", () => {
  let action = "*";
  let local: LocalStack;
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    local = await localStack(() => {
      checkDocuments();
      const { arn } = new Bucket("pages");
      const policy: PolicyDocument = {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: action, Resource: "*" },
          { Effect: "Allow", Action: "s3:GetObject", Resource: arn.apply((bucket) => `${bucket}/*`) },
        ],
      };
      new Policy("reader", { policy });
      return Promise.resolve();
    });
  });
  after(() => {
    local.close();
  });

  /** Whether the preview went through, and what was said at its end. */
  async function previewed(): Promise<[outcome: string, ...said: string[]]> {
    let text = "";
    const onOutput = (part: string): void => {
      text += part;
    };
    const outcome = await local.stack.preview({ onOutput, onError: onOutput }).then(
      () => "passed",
      () => "stopped",
    );
    const said = text.split("\n").flatMap((line) => /^ {4}((?:error|warning): .*)/.exec(line)?.[1] ?? []);
    return [outcome, ...said];
  }

  it("stop the program where they violate a mandatory rule", async () => {
    const [outcome, ...said] = await previewed();
    assert.equal(outcome, "stopped");
    assert.equal(
      said.at(-1),
      "error: reader: policy.Statement[0]: must be limited to the actions and resources that are needed, got Allow of " +
        "every action on every resource; name the actions, and the resources by their ARNs",
    );
  });

  it("are warned of where a rule advises", async () => {
    action = "s3:*";
    const [outcome, ...said] = await previewed();
    const rules = said.map(
      (one) => /^warning: ([\w-]+): reader: policy\.Statement\[0\]\.\w+: must be /.exec(one)?.[1],
    );
    assert.deepEqual([outcome, ...rules], ["passed", "resource-wildcard", "service-wildcard"]);
  });

  it("are nothing to speak of where they name what is needed", async () => {
    action = "s3:ListAllMyBuckets";
    assert.deepEqual(await previewed(), ["passed"]);
  });
});
