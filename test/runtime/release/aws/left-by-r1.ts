/** What Pulumi and the release r1 have left in the emulator: table, parameters, quiet alarms; and the upload that r2 is of. */
import { createHash } from "node:crypto";
import { writeRevision, writeServing } from "../../../../runtime/release/aws/parameters";
import { Table } from "../../../../runtime/release/aws/table";
import type { Registration } from "../../../../runtime/release/registration";
import { ARTIFACT, IDENTITY, LONG_AGO, SERVING } from "../sample";
import { declareAlarms, declareBucket, declareRegistration, declareTable, uploaded } from "./declared";
import { calls as freshCalls } from "./environment";

const ZIP = Buffer.from("504b0304", "hex");
export const SHA256 = createHash("sha256").update(ZIP).digest("hex");

/** Gives the version of the revision that r2 brings. */
export async function leaveR1(endpoint: string, registration: Registration): Promise<string> {
  await declareTable(endpoint);
  const calls = freshCalls();
  const table = new Table(calls, IDENTITY);
  const lease = { owner: "r1", fence: 1, until: LONG_AGO };
  await table.takeLease(lease, undefined);
  await table.record(SERVING, lease, undefined);
  await declareRegistration(endpoint, registration);
  await writeRevision(calls, registration, "blue", { ...ARTIFACT, releaseId: "r1" });
  await writeServing(calls, IDENTITY, "blue");
  await declareAlarms(endpoint, registration);
  const { bucket: Bucket, key: Key } = ARTIFACT;
  const Tagging = "Project=shop&Service=storefront";
  return uploaded(await declareBucket(endpoint, Bucket), { Bucket, Key, Body: ZIP, Tagging });
}
