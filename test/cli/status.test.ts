import assert from "node:assert/strict";
import { decide } from "../../runtime/release/decide";
import { MOTO_TIMEOUT } from "../helpers/moto";
import { multistage } from "../helpers/command-line";
import { NOON, open, SERVING } from "../runtime/release/sample";
import { released, stageOf } from "../runtime/release/stories/stage";
import { atShop, nobody, shop } from "./release/at-shop";
import { answering, pipelineState } from "./release/wire-answers";

interface Told {
  readonly ok: boolean;
  readonly services: readonly Record<string, unknown>[];
  readonly notRegistered: readonly string[];
  readonly failed: readonly { service: string; why: string }[];
}

describe("multistage status", function () {
  this.timeout(MOTO_TIMEOUT);
  const at = atShop();

  it("is refused without credentials, and says how to get some", async () => {
    const env = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const { code, out, err } = await at.run(["status"], env);
    assert.deepEqual([code, out], [2, ""], err);
    assert.equal(
      err.trimEnd().split("\n").at(-1),
      "  AWS credentials: must be those of the stage's account, got none; sign in (aws sso login, AWS_PROFILE), or for the local AWS: multistage local env",
    );
  });

  it("is refused without a region", async () => {
    const { code, err } = await multistage(["status", "--project", "shop", "--stage", "dev"], {
      project: shop(),
      env: {
        PATH: process.env["PATH"],
        ...nobody(),
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
      },
    });
    assert.equal(code, 2, err);
    assert.match(
      err,
      /--region: must be given, or in the settings \(aws:region\), or in this shell \(AWS_REGION\), got nothing; add it/,
    );
  });

  it("says that AWS cannot be reached, and does not wait for it for ever", async () => {
    const { code, err } = await at.run(["status"], { AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    assert.equal(code, 1);
    assert.match(
      err,
      /failed: could not read the services of shop dev: AWS cannot be reached \(.*ECONNREFUSED.*\)/,
    );
  });

  it("says that nothing is deployed yet, and where it looked", async () => {
    const { code, out, err } = await at.run(["status"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.equal(
      err,
      "refused\n  shop dev: must be a stage with a service in two fleets, got none in ap-northeast-2; run pulumi up, or look into another region (--region) or account\n",
    );
  });

  it("refuses options that name the stage twice, before AWS is asked", async () => {
    const { code, err } = await at.run(["status", "--stack", "dev", "--project", "shop"], {
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    });
    assert.equal(code, 2);
    assert.equal(
      err,
      "refused\n  --project: must be left out with --stack, whose settings say it, got shop; leave one out\n",
    );
  });

  it("refuses a service that is not there, with the nearest name, and says what is known of others", async () => {
    await at.stage.parameter("registration", "{}");
    const refused = async (name: string): Promise<string> => {
      const { code, err } = await at.run(["status", name]);
      assert.equal(code, 2, err);
      return err.split("; ").slice(-1)[0]?.trim() ?? "";
    };
    assert.equal(await refused("storefrnt"), "perhaps storefront is meant");
    const serverless = await at.run(["status", "guestbook"]);
    assert.match(serverless.err, /got guestbook, which is serverless; name another/);
    const declared = await at.run(["status", "checkout"]);
    assert.match(declared.err, /got checkout, which is declared and not registered yet; run pulumi up/);
  });

  it("fails where the table is not there, and says what makes it", async () => {
    await at.stage.parameter("registration", JSON.stringify(at.stage.registration));
    const { code, err } = await at.run(["status", "storefront"]);
    assert.equal(code, 1);
    assert.match(
      err,
      /^failed: storefront: could not read the release record of storefront: the table of release records is not there; run pulumi up$/m,
    );
  });

  it("fails where AWS throttles, after it tried again, and says so", async () => {
    at.lambda.answer = () => ({
      status: 400,
      body: { __type: "ThrottlingException", message: "Rate exceeded" },
    });
    const { code, err } = await at.run(["status", "storefront"], { AWS_ENDPOINT_URL_SSM: at.lambda.url });
    assert.equal(code, 1);
    assert.match(
      err,
      /failed: could not read the services of shop dev: AWS is asked too much just now \(.*\), and was asked again in vain; try again in a minute/,
    );
    assert.equal(at.lambda.count("GetParametersByPath"), 3);
  });

  it("tells all services of the stage, also where one of them is not understood, and fails then", async () => {
    await at.stage.plant();
    await at.stage.record(SERVING);
    await at.stage.parameter("registration", '{"version":99}', "broken");
    const { code, out, err } = await at.run(["--json", "status"]);
    assert.equal(code, 1);
    const { ok, services, failed, notRegistered } = JSON.parse(out) as Told;
    assert.deepEqual(
      [ok, services.map(({ service }) => service), notRegistered],
      [false, ["storefront"], ["checkout"]],
    );
    assert.deepEqual(
      failed.map(({ service }) => service),
      ["broken"],
    );
    assert.match(
      err,
      /failed: broken: the registration: version: must be 1 or 2, .*got 99; update multistage here, too/,
    );
  });

  it("tells recorded and live weights, fleets, targets and alarms as they are in AWS", async () => {
    await at.stage.plant({ blue: 50, green: 50 });
    await at.stage.record(SERVING);
    const { code, out, err } = await at.run(["status"]);
    assert.equal(code, 0, err);
    assert.deepEqual(out.trimEnd().split("\n"), [
      "storefront",
      "  serving     blue, release r1",
      "  product     http://shop",
      "  preview     http://shop:8443",
      "  weights     drift: requests go to blue 50 %, green 50 % (weights 50, 50); recorded is blue (101, 0)",
      "  open        no release",
      "  way back    at once: users go to blue: blue has 1 of 1 healthy",
      "  blue        product, no release, 1 of 1 healthy",
      "              1 instances, 1 wanted of 1 to 2, launch template version 1",
      "              alarms: blue-errors OK",
      "  green       pre-product, no release, 0 of 0 healthy",
      "              0 instances, 0 wanted of 0 to 0, launch template version 1",
      "              alarms: green-errors OK",
      "checkout: declared, and not registered yet; run pulumi up",
    ]);
  });

  it("tells an open release, and where a person is asked; the token stays where it is", async () => {
    await at.stage.plant();
    await at.stage.record(
      open({ phase: "deployed", phaseSince: NOON, commit: "0123456789abcdef0123456789abcdef01234567" }),
    );
    at.pipeline.answer = answering({
      GetPipelineState: pipelineState({ status: "InProgress", token: "secret-token" }),
    });
    const { code, out, err } = await at.run(["status", "storefront"]);
    assert.equal(code, 0, err);
    assert.match(out, /^ {2}open {8}release r2 on green: deployed since 2026-11-21 12:00:00 UTC/m);
    assert.match(out, /asked for by the pipeline, commit 0123456789ab$/m);
    assert.match(
      out,
      /Approve waits for a person since .*: multistage approve storefront --stack dev, or https:\/\/ap-northeast-2\.console\.aws\.amazon\.com\/codesuite\/codepipeline\/pipelines\/shop-dev-storefront-pipeline\/view\?region=ap-northeast-2$/m,
    );
    const json = await at.run(["--json", "status", "storefront"]);
    assert.ok(!(out + err + json.out + json.err).includes("secret-token"));
  });

  it("tells with --json the whole of what it knows, without a stack's settings, too", async () => {
    await at.stage.plant();
    const { world } = await released(stageOf(decide));
    await at.stage.record(world.state);
    const args = ["--json", "status", "--project", "shop", "--stage", "dev", "--region", "ap-northeast-2"];
    const { code, out, err } = await at.run(args);
    assert.equal(code, 0, err);
    const { ok, services, notRegistered } = JSON.parse(out) as Told;
    assert.deepEqual([ok, notRegistered], [true, []]);
    const [found = {}] = services;
    assert.deepEqual(Object.keys(found), [
      "service",
      "serving",
      "addresses",
      "weights",
      "wayBack",
      "fleets",
      "pending",
      "last",
      "unread",
    ]);
    assert.deepEqual(found["serving"], { colour: "green", releaseId: "r2" });
    assert.deepEqual((found["wayBack"] as { to: unknown }).to, { colour: "blue", releaseId: "r1" });
    assert.deepEqual(found["unread"], []);
  });
});
