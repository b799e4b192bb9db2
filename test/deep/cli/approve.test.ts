import assert from "node:assert/strict";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { Key, onTerminal } from "../../helpers/terminal";
import { withAddresses } from "../../runtime/release/aws/environment";
import { open, PLAN } from "../../runtime/release/sample";
import type { WireAnswer } from "../../runtime/release/aws/wire";
import { atShop, shop } from "../../cli/release/at-shop";
import { answering, pipelineState, refusal } from "../../cli/release/wire-answers";

const ASKING = pipelineState({ status: "InProgress", token: "secret-token" });

describe("multistage approve and reject", function () {
  this.timeout(MOTO_TIMEOUT);
  const at = atShop();
  const answers = (): unknown[] =>
    at.pipeline.sent.filter(({ operation }) => operation === "PutApprovalResult").map(({ body }) => body);

  /** The pipeline asks for a yes to r2, which is deployed. */
  async function asking(
    put: WireAnswer = { status: 200, body: {} },
    state: WireAnswer = ASKING,
  ): Promise<void> {
    await at.stage.parameter("registration", JSON.stringify(at.stage.registration));
    await at.stage.table();
    await at.stage.record(open({ phase: "deployed" }));
    at.pipeline.answer = answering({ GetPipelineState: state, PutApprovalResult: put });
  }

  it("refuses a service without a pipeline with the nearest name", async () => {
    await at.stage.parameter("registration", "{}");
    at.pipeline.answer = answering({ GetPipelineState: refusal("PipelineNotFoundException") });
    const { code, err } = await at.run(["approve", "storefrnt", "--yes"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /service: must be a service of shop dev with a pipeline \(storefront\), got storefrnt; perhaps storefront is meant/,
    );
  });

  it("is refused without credentials", async () => {
    const env = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const { code, err } = await at.run(["approve", "storefront", "--yes"], env);
    assert.equal(code, 2);
    assert.match(err, /AWS credentials: must be those of the stage's account, got none/);
  });

  it("refuses a no without a reason, and one that is too long, before AWS is asked", async () => {
    const none = await at.run(["reject", "storefront"]);
    assert.equal(none.code, 2);
    assert.match(none.err, /required option '--why <text>' not specified/);
    const empty = await at.run(["reject", "storefront", "--why", " "]);
    assert.equal(empty.code, 2);
    assert.match(empty.err, /--why: must be 1 to 512 characters, got nothing; say it in a sentence/);
    const long = await at.run(["reject", "storefront", "--why", "x".repeat(513)]);
    assert.match(long.err, /--why: must be 1 to 512 characters, got 513; say it in a sentence/);
    assert.deepEqual(at.pipeline.sent, []);
  });

  it("says that nobody is asked, and what the release does instead", async () => {
    await asking(undefined, pipelineState({ status: "InProgress" }));
    at.pipeline.answer = answering({ GetPipelineState: { status: 200, body: { stageStates: [] } } });
    const { code, err } = await at.run(["approve", "storefront", "--yes"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /storefront: must be a service whose pipeline asks somebody, got nobody was ever asked; release r2 is deployed; multistage status shows what it waits for/,
    );
  });

  it("says who has answered already, and that nobody's answer means no", async () => {
    await asking(
      undefined,
      pipelineState({ status: "Succeeded", lastUpdatedBy: "arn:aws:iam::1:user/ada", summary: "looks good" }),
    );
    const answered = await at.run(["approve", "storefront", "--yes"]);
    assert.match(
      answered.err,
      /got Approve was approved already by arn:aws:iam::1:user\/ada, .* UTC: looks good;/,
    );
    await at.stage.record(open({ phase: "deployed" }));
    at.pipeline.answer = answering({ GetPipelineState: pipelineState({ status: "Failed" }) });
    const expired = await at.run(["approve", "storefront", "--yes"]);
    assert.match(expired.err, /got Approve expired: nobody answered in time, .* UTC, and that means no;/);
    assert.deepEqual(answers(), []);
  });

  it("fails where somebody else was quicker, the token has expired, or one may not", async () => {
    const failed = async (name: string): Promise<string> => {
      at.pipeline.answer = answering({
        GetPipelineState: ASKING,
        PutApprovalResult: refusal(name, "is not authorized"),
      });
      const { code, err } = await at.run(["approve", "storefront", "--yes"]);
      assert.equal(code, 1);
      return err.split("failed: ")[1]?.trim() ?? err;
    };
    await asking();
    assert.equal(
      await failed("ApprovalAlreadyCompletedException"),
      "somebody else has answered meanwhile; multistage status storefront shows what it does",
    );
    assert.equal(
      await failed("InvalidApprovalTokenException"),
      "the question has expired, or another one is asked by now; look again with multistage status",
    );
    assert.equal(
      await failed("AccessDeniedException"),
      "could not answer Approve of shop-dev-storefront-pipeline: these credentials may not (is not authorized); docs/access.md says which role may",
    );
  });

  it("does not say yes without --yes where nobody can be asked", async () => {
    await asking();
    const { code, err } = await at.run(["approve", "storefront"]);
    assert.equal(code, 2);
    assert.match(err, /--yes: must be given to approve release r2 where nobody can be asked/);
    assert.deepEqual(answers(), []);
  });

  it("shows what is approved, breaking migrations above all, and answers with the open token", async () => {
    await asking();
    await at.stage.record(open({ phase: "deployed", plan: { ...PLAN, canGoBack: false } }));
    const { code, out, err } = await at.run(["approve", "storefront", "--yes", "--why", "tested by QA"]);
    assert.deepEqual([code, out], [0, "✓ approved r2\n"], err);
    assert.match(
      err,
      /way back {3}none: its migrations are breaking, the revision before cannot run any more/,
    );
    assert.match(err, /preview {4}http:\/\/shop:8443/);
    assert.deepEqual(answers(), [
      {
        pipelineName: "shop-dev-storefront-pipeline",
        stageName: "Release",
        actionName: "Approve",
        token: "secret-token",
        result: { status: "Approved", summary: "tested by QA" },
      },
    ]);
    assert.ok(!(out + err).includes("secret-token"));
  });

  it("answers for who may see pipelines and nothing else, and says what could not be read", async () => {
    await asking();
    at.lambda.answer = () => refusal("AccessDeniedException", "no");
    const { code, err } = await at.run(["approve", "storefront", "--yes"], {
      AWS_ENDPOINT_URL_SSM: at.lambda.url,
    });
    assert.equal(code, 0, err);
    assert.match(err, /what is released could not be read/);
    assert.equal(answers().length, 1);
  });

  it("says no with the reason, and asks nobody first", async () => {
    await asking();
    const { code, out, err } = await at.run(["--json", "reject", "storefront", "--why", "too slow"]);
    assert.equal(code, 0, err);
    assert.deepEqual(
      answers().map((one) => (one as { result: unknown }).result),
      [{ status: "Rejected", summary: "too slow" }],
    );
    const { ok, status, executionId } = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual([ok, status, executionId], [true, "Rejected", "r2"]);
  });

  describe("on a terminal", () => {
    withAddresses(() => ({
      AWS_ENDPOINT_URL: at.moto.endpoint,
      AWS_ENDPOINT_URL_CODEPIPELINE: at.pipeline.url,
    }));

    it("does nothing unless the service's name is typed", async () => {
      await asking();
      const { code, shown } = await onTerminal(["approve", "storefront"], shop(), [
        ["to approve release r2: ", `yes${Key.Enter}`],
      ]);
      assert.equal(code, 1, shown);
      assert.match(shown, /failed: it was not confirmed; nothing was done/);
      assert.deepEqual(answers(), []);
    });

    it("says yes once it is", async () => {
      await asking();
      const { code, shown } = await onTerminal(["approve", "storefront"], shop(), [
        ["to approve release r2: ", `storefront${Key.Enter}`],
      ]);
      assert.equal(code, 0, shown);
      assert.equal(answers().length, 1);
    });

    it("does nothing after Ctrl-C", async () => {
      await asking();
      const { code, shown } = await onTerminal(["approve", "storefront"], shop(), [
        ["to approve release r2: ", Key.CtrlC],
      ]);
      assert.equal(code, 130, shown);
      assert.deepEqual(answers(), []);
    });
  });
});
