/** What a colour runs: the SSM parameter that each of its instances reads at boot (runtime/boot/install-revision.py). Pure. */
import * as z from "zod/mini";
import { Refusal, shown } from "../../refusal/refusal";
import { schemaProblems } from "../../refusal/schema-problems";

const text = z.string().check(z.minLength(1, "not empty"));

/** An object of the artifact bucket, pinned. */
export const artifactSchema = z.strictObject({
  bucket: text,
  key: text,
  versionId: text,
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits")),
});
export type Artifact = Readonly<z.infer<typeof artifactSchema>>;

const revision = z.strictObject({ ...artifactSchema.shape, releaseId: text });

/** An artifact, as the release that brought it. */
export type Revision = Readonly<z.infer<typeof revision>>;

/** Before the first release a colour runs nothing; Pulumi writes this. */
export const NONE = "none";

/**
 * The revision out of its parameter's text; undefined before the first release of the colour.
 *
 * @throws Refusal with everything that is wrong with it
 */
export function revisionFrom(value: string): Revision | undefined {
  const remedy = "release the service again, which writes it";
  let given: unknown;
  try {
    given = JSON.parse(value);
  } catch {
    throw new Refusal({ property: "the revision", rule: "JSON", got: shown(value), remedy });
  }
  if ((given as { releaseId?: unknown } | null)?.releaseId === NONE) return undefined;
  const { success, data, error } = revision.safeParse(given);
  if (success) return data;
  throw new Refusal(
    ...schemaProblems(error.issues, given, remedy).map((one) => ({
      ...one,
      property: one.property === "" ? "the revision" : `the revision: ${one.property}`,
    })),
  );
}
