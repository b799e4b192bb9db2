import assert from "node:assert/strict";
import * as fc from "fast-check";
import { revisionFrom } from "../../../runtime/release/revision";
import { OFTEN } from "../../helpers/property-runs";
import { linesOf } from "./refused";
import { ARTIFACT } from "./sample";

const REMEDY = "release the service again, which writes it";

describe("the revision of a colour", () => {
  it("is refused where it is no JSON", () => {
    assert.deepEqual(
      linesOf(() => revisionFrom("")),
      [`the revision: must be JSON, got ""; ${REMEDY}`],
    );
    assert.deepEqual(
      linesOf(() => revisionFrom("none")),
      [`the revision: must be JSON, got "none"; ${REMEDY}`],
    );
  });

  for (const text of ["null", "[]", "5", '"none"', "true"])
    it(`is refused as a whole where it is no object: ${text}`, () => {
      assert.deepEqual(
        linesOf(() => revisionFrom(text)),
        [`the revision: must be an object, got ${text}; ${REMEDY}`],
      );
    });

  it("is refused with every field that is missing", () => {
    assert.deepEqual(
      linesOf(() => revisionFrom('{"releaseId":"r1"}')),
      ["bucket", "key", "versionId", "sha256"].map(
        (field) => `the revision: ${field}: must be a text, got nothing; ${REMEDY}`,
      ),
    );
  });

  it("is refused with what is empty, no digest, or none of its fields", () => {
    const text = JSON.stringify({
      ...ARTIFACT,
      versionId: "",
      sha256: "0".repeat(63),
      releaseId: 7,
      etag: "x",
    });
    assert.deepEqual(
      linesOf(() => revisionFrom(text)),
      [
        `the revision: versionId: must be not empty, got ""; ${REMEDY}`,
        `the revision: sha256: must be 64 hexadecimal digits, got "${"0".repeat(63)}"; ${REMEDY}`,
        `the revision: releaseId: must be a text, got 7; ${REMEDY}`,
        `the revision: etag: must be left out, got "x"; ${REMEDY}`,
      ],
    );
  });

  it("is refused where it is any other JSON, and nothing else happens", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.notDeepEqual(
          linesOf(() => revisionFrom(text)),
          [],
        );
      }),
      OFTEN,
    );
  });

  it("is none before the first release, as Pulumi writes it", () => {
    assert.equal(revisionFrom('{"releaseId":"none"}'), undefined);
  });

  it("is the artifact with the release that brought it", () => {
    const revision = { ...ARTIFACT, releaseId: "r1" };
    assert.deepEqual(revisionFrom(JSON.stringify(revision)), revision);
  });
});
