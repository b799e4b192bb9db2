import assert from "node:assert/strict";
import fc from "fast-check";
import type { Identity, Ownership } from "../../naming/identity";
import { sharedTags, tags } from "../../naming/tags";
import { Refusal } from "../../refusal/refusal";
import { identities } from "./identities";

const ownership = { owner: "web", costCenter: "1000" };
const LABEL_RULE = "must be 1 to 256 letters, digits, spaces and _ . : / = + - @";

describe("tags", () => {
  for (const make of [tags, sharedTags]) {
    it(`(${make.name}) are refused for a bad identity and a bad ownership, everything at once`, () => {
      const refused = (identity: Identity, owned: Ownership): string => {
        try {
          return JSON.stringify(make(identity, owned));
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error));
          return error.message;
        }
      };
      assert.equal(
        refused({ project: "Shop", stage: "dev" }, { owner: "R&D", costCenter: "" }),
        "project: must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last, " +
          'got "Shop"; choose another\n' +
          `owner: ${LABEL_RULE}, got "R&D"; choose another\n` +
          `costCenter: ${LABEL_RULE}, got ""; choose another`,
      );
    });
  }

  it("are refused for an owner of 257 characters and taken for one of 256", () => {
    const identity = { project: "shop", stage: "dev" };
    assert.throws(() => tags(identity, { ...ownership, owner: "x".repeat(257) }), /^Refusal: owner: /);
    assert.equal(tags(identity, { ...ownership, owner: "x".repeat(256) })["Owner"], "x".repeat(256));
  });

  it("say everything an identity and an ownership say", () => {
    const identity = { project: "shop", stage: "dev", service: "guestbook", role: "web", colour: "blue" };
    assert.deepEqual(tags(identity, { owner: "Équipe web: a+b@c", costCenter: "10/00" }), {
      Project: "shop",
      Stage: "dev",
      Service: "guestbook",
      Role: "web",
      Colour: "blue",
      Owner: "Équipe web: a+b@c",
      CostCenter: "10/00",
      ManagedBy: "multistage",
      Name: "shop-dev-guestbook-web-blue",
    });
  });

  it("leave out what an identity leaves out", () => {
    assert.deepEqual(tags({ project: "shop", stage: "dev" }, ownership), {
      Project: "shop",
      Stage: "dev",
      Owner: "web",
      CostCenter: "1000",
      ManagedBy: "multistage",
      Name: "shop-dev",
    });
  });

  it("for a group are the same without a Name", () => {
    fc.assert(
      fc.property(identities, (identity) => {
        const { Name, ...shared } = tags(identity, ownership);
        assert.equal(typeof Name, "string");
        assert.deepEqual(sharedTags(identity, ownership), shared);
      }),
    );
  });

  it("of any identity are what AWS takes: at most 256 characters of the allowed ones, and never aws:", () => {
    fc.assert(
      fc.property(identities, (identity) => {
        for (const [key, value] of Object.entries(tags(identity, ownership))) {
          assert.match(key, /^(?!aws:)[A-Za-z]{1,128}$/);
          assert.match(value, /^(?!aws:)[a-z0-9-]{1,256}$/);
        }
      }),
    );
  });
});
