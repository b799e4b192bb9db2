import assert from "node:assert/strict";
import fc from "fast-check";
import { joined } from "../../naming/names";
import { identityOf, sharedTags, tags } from "../../naming/tags";
import { OFTEN } from "../helpers/property-runs";
import { anyIdentities } from "./identities";
import { refusalLines } from "./refusal-lines";

const ownership = { owner: "web", costCenter: "1000" };
const shop = { project: "shop", stage: "dev" };
const CHARACTERS = "letters, digits, spaces and _ . : / = + - @";

describe("tags", () => {
  for (const make of [tags, sharedTags]) {
    it(`(${make.name}) are refused for a bad identity and a bad ownership, everything at once`, () => {
      assert.deepEqual(
        refusalLines(() => make({ ...shop, project: "Shop" }, { owner: "R&D", costCenter: "" })),
        [
          'project: must be 1 to 32 lower-case letters and digits, a letter first, got "Shop"; choose another',
          `owner: must be 1 to 256 ${CHARACTERS}, got "R&D"; choose another`,
          `costCenter: must be 1 to 256 ${CHARACTERS}, got ""; choose another`,
        ],
      );
    });
  }

  const long = "x".repeat(129);
  const bad: readonly (readonly [why: string, further: Record<string, string>, line: string])[] = [
    ["an empty key", { "": "x" }, `tags: must be keys of 1 to 128 ${CHARACTERS}, got the key ""; rename it`],
    [
      "a key of 129 characters",
      { [long]: "x" },
      `tags: must be keys of 1 to 128 ${CHARACTERS}, got the key "${long.slice(0, 76)}...; rename it`,
    ],
    [
      "a key of AWS's own, in any case",
      { "AWS:team": "x" },
      'tags: must be keys that do not begin with aws:, which AWS keeps for itself, got the key "AWS:team"; rename it',
    ],
    [
      "a key of our own",
      { Owner: "x" },
      'tags: must be other keys than our own (Owner), in any case, got the key "Owner"; remove it',
    ],
    [
      "a key of our own in another case",
      { costcenter: "x" },
      'tags: must be other keys than our own (CostCenter), in any case, got the key "costcenter"; remove it',
    ],
    [
      "two keys that differ by case alone",
      { team: "x", Team: "x" },
      'tags: must be keys that differ by more than case ("team"), got the key "Team"; remove one',
    ],
    [
      "a character AWS does not take everywhere",
      { Team: "R&D" },
      `tags.Team: must be up to 256 ${CHARACTERS}, got "R&D"; change it`,
    ],
    [
      "a value of 257 characters",
      { Team: "x".repeat(257) },
      `tags.Team: must be up to 256 ${CHARACTERS}, got "${"x".repeat(76)}...; change it`,
    ],
    [
      "more than AWS takes beside ours",
      Object.fromEntries(Array.from({ length: 42 }, (_, index) => [`Tag${index}`, "x"])),
      "tags: must be at most 41, as AWS takes 50 and 9 are ours, got 42; remove some",
    ],
  ];
  for (const [why, further, line] of bad) {
    it(`are refused for ${why}`, () => {
      assert.deepEqual(
        refusalLines(() => tags(shop, { ...ownership, tags: further })),
        [line],
      );
    });
  }

  it("are taken at the very limits: 50 of them, a key of 128 characters, values of none and of 256", () => {
    const many = Object.fromEntries(Array.from({ length: 39 }, (_, index) => [`Tag${index}`, "x"]));
    const further = { ...many, ["x".repeat(128)]: "", Team: "y".repeat(256) };
    const all = tags({ ...shop, service: "a", role: "b", colour: "blue" }, { ...ownership, tags: further });
    assert.equal(Object.keys(all).length, 50);
    assert.equal(all["Team"], "y".repeat(256));
    assert.equal(tags(shop, { ...ownership, owner: "x".repeat(256) })["Owner"], "x".repeat(256));
    assert.throws(() => tags(shop, { ...ownership, owner: "x".repeat(257) }), /^Refusal: owner: /);
  });

  it("say everything an identity and an ownership say", () => {
    const identity = { ...shop, service: "guestbook", role: "web", colour: "blue" };
    const owned = { owner: "Équipe web: a+b@c", costCenter: "10/00", tags: { Data: "personal" } };
    assert.deepEqual(tags(identity, owned), {
      Project: "shop",
      Stage: "dev",
      Service: "guestbook",
      Role: "web",
      Colour: "blue",
      Owner: "Équipe web: a+b@c",
      CostCenter: "10/00",
      ManagedBy: "multistage",
      Data: "personal",
      Name: "shop-dev-guestbook-web-blue",
    });
  });

  it("leave out what an identity leaves out", () => {
    assert.deepEqual(tags(shop, ownership), {
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
      fc.property(anyIdentities, (identity) => {
        const { Name, ...shared } = tags(identity, ownership);
        assert.equal(Name, joined(identity));
        assert.deepEqual(sharedTags(identity, ownership), shared);
      }),
      OFTEN,
    );
  });

  it("lead back to the identity they were made from", () => {
    fc.assert(
      fc.property(anyIdentities, (identity) => {
        assert.deepEqual(identityOf(tags(identity, { ...ownership, tags: { Team: "a" } })), identity);
      }),
      OFTEN,
    );
  });

  it("lead to no identity where somebody else wrote them, or they are not whole", () => {
    const own = tags(shop, ownership);
    const without = (key: string): Record<string, string> =>
      Object.fromEntries(Object.entries(own).filter(([other]) => other !== key));
    assert.equal(identityOf({ ...own, ManagedBy: "terraform" }), undefined);
    assert.equal(identityOf({ ...own, Project: "Not One" }), undefined);
    for (const key of ["ManagedBy", "Project", "Stage"]) assert.equal(identityOf(without(key)), undefined);
  });

  it("of any identity are what AWS takes: at most 50 of 256 allowed characters, and never aws:", () => {
    const key = fc.stringMatching(/^[A-Z][a-z0-9 _.:/=+@-]{2,127}$/);
    fc.assert(
      fc.property(
        anyIdentities,
        fc.uniqueArray(key, { maxLength: 41, selector: (one) => one.toLowerCase() }),
        (identity, keys) => {
          const further = Object.fromEntries(
            keys.filter((one) => !/^(?:aws:|name$|role$|owner$|stage$)/i.test(one)).map((one) => [one, "x"]),
          );
          const all = tags(identity, { ...ownership, tags: further });
          assert.ok(Object.keys(all).length <= 50);
          for (const [name, value] of Object.entries(all)) {
            assert.match(name, /^(?!aws:)[A-Za-z0-9 _.:/=+@-]{1,128}$/i);
            assert.match(value, /^(?!aws:)[A-Za-z0-9-]{1,256}$/);
          }
        },
      ),
      OFTEN,
    );
  });
});
