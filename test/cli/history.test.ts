import assert from "node:assert/strict";
import type { EndedRelease } from "../../runtime/release/ports";
import { MOTO_TIMEOUT } from "../helpers/moto";
import { NOON, RELEASE, SERVING } from "../runtime/release/sample";
import { atShop } from "./release/at-shop";

function ended(id: string, minutes: number, change: Partial<EndedRelease> = {}): EndedRelease {
  const phases = [{ phase: "begun", at: NOON, reason: `release ${id} has the service` }];
  return {
    release: { ...RELEASE, id, toId: id, phases },
    outcome: "done",
    reason: `release ${id} serves on green`,
    endedAt: NOON + minutes * 60_000,
    ...change,
  };
}

describe("multistage history", function () {
  this.timeout(MOTO_TIMEOUT);
  const at = atShop();

  async function withHistory(...releases: readonly EndedRelease[]): Promise<void> {
    await at.stage.parameter("registration", JSON.stringify(at.stage.registration));
    await at.stage.table();
    for (const one of releases) await at.stage.ended(one);
  }

  it("fails where the table is not there, and says what makes it", async () => {
    await at.stage.parameter("registration", "{}");
    const { code, err } = await at.run(["history"]);
    assert.equal(code, 1);
    assert.equal(
      err,
      "failed: could not read the history of storefront: the table of release records is not there; run pulumi up\n",
    );
  });

  it("refuses a limit that is none", async () => {
    const { code, err } = await at.run(["history", "--limit", "all"]);
    assert.equal(code, 2);
    assert.match(err, /--limit: must be a whole number from 1 to 1000, got all; leave it out for 20/);
  });

  it("says so where no release has ended yet", async () => {
    await withHistory();
    const { code, out } = await at.run(["history", "storefront"]);
    assert.deepEqual([code, out], [0, "storefront\n  no release has ended yet\n"]);
  });

  it("wants the service named where the stage has several", async () => {
    await withHistory();
    await at.stage.parameter("registration", "{}", "checkout");
    const { code, err } = await at.run(["history"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /service: must be a service of shop dev in two fleets \(checkout, storefront\), got nothing; name one/,
    );
  });

  it("lists the newest first, as many as are asked for", async () => {
    await withHistory(
      ended("r1", 5),
      ended("r2", 65),
      ended("r3", 80, { outcome: "rejected", reason: "Ada rejected it" }),
    );
    const { code, out, err } = await at.run(["history", "storefront", "--limit", "2"]);
    assert.equal(code, 0, err);
    assert.equal(
      out,
      `storefront
  2026-11-21 13:20:00 UTC  rejected after 1 h 20 min  release r3 on green, by the pipeline
      Ada rejected it
  2026-11-21 13:05:00 UTC  done after 1 h 5 min  release r2 on green, by the pipeline
      release r2 serves on green
`,
    );
  });

  it("refuses a release it does not know with the nearest one, and says why another has no record", async () => {
    await withHistory(ended("b7c1e0aa", 5));
    const refused = { id: "b7ffffff", outcome: "rejected", reason: "there is no alarm", at: NOON } as const;
    await at.stage.record({ ...SERVING, open: RELEASE, ended: [refused] });
    const said = async (id: string): Promise<string> => {
      const { code, err } = await at.run(["history", "storefront", "--release", id]);
      assert.equal(code, 2, err);
      return err.split(", got ")[1]?.trim() ?? "";
    };
    assert.equal(await said("b7c1e0ab"), "b7c1e0ab; perhaps b7c1e0aa is meant");
    assert.equal(await said("b7ffffff"), "b7ffffff, which never began; the reason was: there is no alarm");
    assert.equal(await said("r2"), "r2, which is open; multistage status shows it");
  });

  it("shows one whole, as text and as JSON", async () => {
    const release = ended("r1", 5);
    await withHistory(release);
    const text = await at.run(["history", "storefront", "--release", "r1"]);
    assert.equal(text.code, 0, text.err);
    assert.match(text.out, /^r1\n {2}kind {7}release, asked for by the pipeline\n/);
    assert.match(text.out, /begun: release r1 has the service/);
    const json = await at.run(["--json", "history", "--release", "r1"]);
    assert.deepEqual(JSON.parse(json.out), { ok: true, service: "storefront", ...release });
  });
});
