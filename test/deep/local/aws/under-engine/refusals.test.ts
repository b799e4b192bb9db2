import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { emptiedStack, making, role } from "../../../../local/aws/under-engine/emptied-stack";

/** A resource of any type, as a program in another language could ask for. */
class Unheard extends pulumi.CustomResource {}

describe("the local AWS under the real engine", () => {
  const local = emptiedStack();
  const { preview, refused } = local;

  it("refuses a property the SDK does not have, names the nearest, and makes nothing", async () => {
    const args = { name: "r", assumeRolePolicy: "{}", maxSesionDuration: 3600 };
    await refused(
      making(() => new Unheard("aws:iam/role:Role", "r", args, { version: "7.48.0" })),
      /maxSesionDuration: must be a property of aws:iam\/role:Role, got "maxSesionDuration"; did you mean maxSessionDuration\?/,
    );
    assert.deepEqual(local.store.list(), []);
  });

  it("refuses a nested property that was forced past the compiler", async () => {
    await refused(() => {
      const loggingConfig = {
        logFormat: "Text",
        logGrup: "/x",
      } as aws.types.input.lambda.FunctionLoggingConfig;
      new aws.lambda.Function("f", { role: "arn:aws:iam::123456789012:role/r", loggingConfig });
      return Promise.resolve();
    }, /loggingConfig\.logGrup: must be a property of lambda\.FunctionLoggingConfig, got "logGrup"; did you mean logGroup\?/);
    assert.deepEqual(local.store.list(), []);
  });

  it("refuses a value of the wrong type deep inside an object", async () => {
    await refused(() => {
      const vpcConfig = {
        subnetIds: "subnet-1",
        securityGroupIds: [],
      } as unknown as pulumi.Input<aws.types.input.lambda.FunctionVpcConfig>;
      new aws.lambda.Function("f", { role: "arn:aws:iam::123456789012:role/r", vpcConfig });
      return Promise.resolve();
    }, /vpcConfig\.subnetIds: must be a list, got a string/);
  });

  it("refuses a type the SDK does not have", async () => {
    await refused(
      making(() => new Unheard("aws:iam/rolle:Rolle", "r", {}, { version: "7.48.0" })),
      /type: must be a type or function of the installed @pulumi\/aws, got aws:iam\/rolle:Rolle; did you mean aws:iam\/role:Role\?/,
    );
  });

  it("previews a type it cannot create, and refuses it by name at up", async () => {
    const program = making(() => new aws.glue.Crawler("c", { databaseName: "d", role: "r" }));
    assert.match(await preview(program), /\+ {2}aws:glue:Crawler c create/);
    await refused(program, /type: must be a type the local AWS creates, got aws:glue\/crawler:Crawler/);
  });

  it("refuses a function it does not answer, and one that does not exist", async () => {
    await refused(async () => {
      await aws.ec2.getInstanceTypes();
    }, /must be a function the local AWS answers/);
    await refused(async () => {
      await pulumi.runtime.invoke("aws:index/getRegon:getRegon", {}, { version: "7.48.0" });
    }, /did you mean aws:index\/getRegion:getRegion\?/);
  });

  it("refuses a physical name that exists, with AWS's own code", async () => {
    await refused(() => {
      const first = role("one", { name: "same" });
      role("two", { name: first.name });
      return Promise.resolve();
    }, /EntityAlreadyExists: a role of that name exists already/);
  });
});
