import assert from "node:assert/strict";
import { join } from "node:path";
import { readFileSync, writeFileSync } from "node:fs";
import { filesBelow } from "../../../packaging/folder-files";
import { writeZip } from "../../../packaging/zip";
import type { State } from "../../../runtime/release/state";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { NOON, open, SERVING } from "../../runtime/release/sample";
import type { WireAnswer } from "../../runtime/release/aws/wire";
import { atShop } from "../../cli/release/at-shop";
import { answering, pipelineState, refusal } from "../../cli/release/wire-answers";

describe("multistage release", function () {
  this.timeout(MOTO_TIMEOUT);
  const at = atShop();
  const started = (): Record<string, unknown>[] =>
    at.pipeline.sent
      .filter(({ operation }) => operation === "StartPipelineExecution")
      .map(({ body }) => body as Record<string, unknown>);

  async function zip(): Promise<Buffer> {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "index.html"), "hello");
    const target = join(temporaryFolder(), "revision.zip");
    await writeZip(await filesBelow(folder, () => false), target);
    return readFileSync(target);
  }

  /** Users on blue; a revision is uploaded, and the pipeline begins r2. */
  async function ready(state: State = SERVING): Promise<string> {
    await at.stage.plant();
    await at.stage.bucket();
    await at.stage.record(state);
    return at.stage.upload(await zip());
  }

  function pipelineAnswers(answers: Readonly<Record<string, WireAnswer>> = {}): void {
    at.pipeline.answer = answering({
      StartPipelineExecution: { status: 200, body: { pipelineExecutionId: "r2" } },
      GetPipelineExecution: { status: 200, body: { pipelineExecution: { status: "InProgress" } } },
      ListActionExecutions: { status: 200, body: { actionExecutionDetails: [] } },
      GetPipelineState: { status: 200, body: { stageStates: [] } },
      ...answers,
    });
  }

  it("refuses where nothing was uploaded, and where the version is none; nothing is started", async () => {
    await at.stage.plant();
    await at.stage.bucket();
    const { code, err } = await at.run(["release", "storefront"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /artifact: must be a version of storefront\/revision\.zip in shop-dev-artifacts, got nothing; upload what multistage package makes/,
    );
    await at.stage.upload(await zip());
    const other = await at.run(["release", "storefront", "--artifact", "none"]);
    assert.equal(other.code, 2);
    assert.match(other.err, /--artifact: must be a version of .*, got none; leave it out for the newest/);
    assert.deepEqual(started(), []);
  });

  it("refuses what is no zip archive, or tagged for another service, before anything is started", async () => {
    await at.stage.plant();
    await at.stage.bucket();
    await at.stage.upload(Buffer.from("no archive"));
    const bad = await at.run(["release", "storefront"]);
    assert.equal(bad.code, 2, bad.err);
    assert.match(bad.err, /must be a zip archive, got something else/);
    await at.stage.upload(await zip(), "Project=shop&Stage=dev&Service=checkout");
    const foreign = await at.run(["release", "storefront"]);
    assert.equal(foreign.code, 2);
    assert.match(foreign.err, /must be tagged Project=shop and Service=storefront, got other tags/);
    assert.deepEqual(started(), []);
  });

  it("refuses what the engine would refuse, with its reason", async () => {
    await ready({ ...SERVING, drift: "the product rule was changed by hand" });
    const { code, err } = await at.run(["release", "storefront"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /release of storefront: must be possible, got the product rule was changed by hand; put the weights right with multistage rollback, and release again/,
    );
    assert.deepEqual(started(), []);
  });

  it("fails where the pipeline is not there, and says what makes it", async () => {
    await ready();
    pipelineAnswers({ StartPipelineExecution: refusal("PipelineNotFoundException") });
    const { code, err } = await at.run(["release", "storefront"]);
    assert.equal(code, 1);
    assert.match(
      err,
      /failed: could not start the pipeline shop-dev-storefront-pipeline: it is not there; run pulumi up\n$/,
    );
  });

  it("fails where the pipeline's execution ends before the release began", async () => {
    await ready();
    pipelineAnswers({
      GetPipelineExecution: { status: 200, body: { pipelineExecution: { status: "Failed" } } },
    });
    const { code, err } = await at.run(["release", "storefront"]);
    assert.equal(code, 1);
    assert.match(err, /failed: release r2 never began: the pipeline's execution is over: Failed\n$/);
  });

  it("fails where the release is rejected, with the reason", async () => {
    const end = {
      id: "r2",
      executionId: "r2",
      outcome: "rejected",
      reason: "green was not healthy in time",
      at: NOON,
    } as const;
    await ready({ ...SERVING, ended: [end] });
    pipelineAnswers();
    const { code, err } = await at.run(["release", "storefront"]);
    assert.equal(code, 1);
    assert.match(err, /failed: release r2 rejected: green was not healthy in time\n$/);
  });

  it("starts the pipeline with the newest version, pinned, under a token of its own", async () => {
    const versionId = await ready();
    pipelineAnswers();
    const { code, out, err } = await at.run(["release", "storefront", "--no-wait"]);
    assert.deepEqual([code, out], [0, "r2\n"], err);
    assert.match(
      err,
      /^storefront: s3:\/\/shop-dev-artifacts\/storefront\/revision\.zip, version .* of .* UTC, commit 0123456789ab\n/,
    );
    const [{ clientRequestToken, ...request } = {}, ...more] = started();
    assert.deepEqual(
      [request, more],
      [
        {
          name: "shop-dev-storefront-pipeline",
          sourceRevisions: [
            { actionName: "Revision", revisionType: "S3_OBJECT_VERSION_ID", revisionValue: versionId },
          ],
        },
        [],
      ],
    );
    assert.match(String(clientRequestToken), /^[0-9a-f-]{36}$/);
  });

  it("starts an earlier version that is named", async () => {
    const earlier = await ready();
    await at.stage.upload(await zip());
    pipelineAnswers();
    const { code, err } = await at.run(["release", "storefront", "--artifact", earlier, "--no-wait"]);
    assert.equal(code, 0, err);
    assert.match(JSON.stringify(started()), new RegExp(`"revisionValue":"${earlier}"`));
  });

  it("says that it waits behind a release that has the service", async () => {
    await ready(open({ id: "r1b", executionId: "r1b", phase: "baking" }));
    pipelineAnswers();
    const { code, err } = await at.run(["release", "storefront", "--no-wait"]);
    assert.equal(code, 0, err);
    assert.match(err, /it waits for the end of release r1b/);
  });

  it("follows the release until a person is asked, and says who answers how", async () => {
    await ready(
      open({ phase: "deployed", phases: [{ phase: "deployed", at: NOON, reason: "the preview shows it" }] }),
    );
    pipelineAnswers({ GetPipelineState: pipelineState({ status: "InProgress", token: "secret-token" }) });
    const { code, out, err } = await at.run(["release", "storefront"]);
    assert.deepEqual(
      [code, out],
      [
        0,
        "release r2 waits for a person (Approve); the preview shows it at http://shop:8443\n  multistage approve storefront --stack dev\n",
      ],
      err,
    );
    assert.match(err, /2026-11-21 12:00:00 UTC {2}deployed: the preview shows it\n/);
    assert.ok(!err.includes("secret-token"));
  });

  it("ends well with the release", async () => {
    const end = {
      id: "r2",
      executionId: "r2",
      outcome: "done",
      reason: "release r2 serves on green",
      at: NOON,
    } as const;
    await ready({ ...SERVING, ended: [end] });
    pipelineAnswers();
    const { code, out, err } = await at.run(["--json", "release", "storefront"]);
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out), {
      ok: true,
      id: "r2",
      state: "done",
      reason: "release r2 serves on green",
    });
  });
});
