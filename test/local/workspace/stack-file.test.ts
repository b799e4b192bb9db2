import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parse, stringify } from "yaml";
import { localStackFile } from "../../../local/workspace/stack-file";

const SALT = "v1:local:salt";
const secure = (text: string) => ({ secure: text });

/** The settings and the missing secrets of a stack file, both written as data. */
function derived(committed: object, before?: object): { file: unknown; missing: readonly string[] } {
  const { text, missingSecrets } = localStackFile(
    stringify(committed),
    before === undefined ? undefined : stringify(before),
  );
  return { file: parse(text), missing: missingSecrets };
}

describe("localStackFile", () => {
  it("never takes over the real key, in whatever form the committed file has it", () => {
    const key = { secretsprovider: "awskms://k", encryptedkey: "real-key", encryptionsalt: "v1:real:salt" };
    const config = { "aws:region": "ap-northeast-2" };
    assert.deepEqual(derived({ ...key, config }), { file: { config }, missing: [] });
    assert.deepEqual(
      derived({ ...key, config }, { encryptionsalt: SALT, secretsprovider: "x", encryptedkey: "y" }),
      {
        file: { encryptionsalt: SALT, config },
        missing: [],
      },
    );
  });

  it("takes out every encrypted value, at any depth, and names each as the engine's paths do", () => {
    const committed = {
      config: {
        "aws:token": secure("v1:a"),
        "multistage:services": [
          { name: "a", key: secure("v1:b"), other: 1 },
          { name: "b", list: ["x", secure("v1:c"), "z"] },
        ],
        "multistage:map": { "a-b": { "c.d": secure("v1:d") }, 'e"f': secure("v1:e"), plain: true },
      },
    };
    assert.deepEqual(derived(committed), {
      file: {
        config: {
          "multistage:services": [
            { name: "a", other: 1 },
            { name: "b", list: ["x", null, "z"] },
          ],
          "multistage:map": { "a-b": {}, plain: true },
        },
      },
      missing: [
        "aws:token",
        "multistage:services[0].key",
        "multistage:services[1].list[1]",
        'multistage:map["a-b"]["c.d"]',
        'multistage:map["e\\"f"]',
      ],
    });
  });

  it("names the secrets services ask for that have no value, and leaves those that have one", () => {
    const services = [
      { name: "web", secrets: ["A", "B", "C"] },
      { name: "api-two", secrets: ["A"] },
      { name: "none" },
    ];
    const secrets = { web: { A: secure("v1:a"), C: "in plain text" } };
    const committed = { config: { "multistage:services": services, "multistage:secrets": secrets } };
    assert.deepEqual(derived(committed), {
      file: {
        config: { "multistage:services": services, "multistage:secrets": { web: { C: "in plain text" } } },
      },
      missing: ["multistage:secrets.web.A", "multistage:secrets.web.B", 'multistage:secrets["api-two"].A'],
    });
  });

  it("passes over services that are not as they should be: the program refuses them", () => {
    for (const services of [
      "x",
      null,
      [null, 1, "x", { secrets: ["A"] }, { name: 1, secrets: ["A"] }, { name: "a", secrets: "A" }],
    ])
      assert.deepEqual(derived({ config: { "multistage:services": services } }).missing, []);
  });

  it("asks for no secret where something else stands in its place, for the program to refuse", () => {
    const services = [{ name: "web", secrets: ["A"] }];
    const before = {
      encryptionsalt: SALT,
      config: { "multistage:secrets": { web: { A: secure("v1:local") } } },
    };
    for (const secrets of ["text", ["text"], { web: "text" }, { web: ["text"] }])
      assert.deepEqual(
        derived({ config: { "multistage:services": services, "multistage:secrets": secrets } }, before),
        {
          file: {
            encryptionsalt: SALT,
            config: { "multistage:services": services, "multistage:secrets": secrets },
          },
          missing: [],
        },
      );
    for (const secrets of [null, {}, { web: null }])
      assert.deepEqual(
        derived({ config: { "multistage:services": services, "multistage:secrets": secrets } }).missing,
        ["multistage:secrets.web.A"],
      );
    const whole = { "multistage:services": services, "multistage:secrets": secure("v1:real") };
    assert.deepEqual(derived({ config: whole }).missing, ["multistage:secrets"]);
  });

  it("keeps the secrets of an earlier local run, and what else it says is forgotten", () => {
    const committed = {
      config: {
        "multistage:owner": "new",
        "aws:token": secure("v1:real"),
        "multistage:services": [{ name: "web", secrets: ["A"] }],
      },
    };
    const before = {
      encryptionsalt: SALT,
      config: {
        "multistage:owner": "old",
        "multistage:gone": secure("v1:gone"),
        "aws:token": secure("v1:local"),
        "multistage:secrets": { web: { A: secure("v1:local-a"), B: secure("v1:gone-too") } },
      },
    };
    assert.deepEqual(derived(committed, before), {
      file: {
        encryptionsalt: SALT,
        config: {
          "multistage:owner": "new",
          "aws:token": secure("v1:local"),
          "multistage:services": [{ name: "web", secrets: ["A"] }],
          "multistage:secrets": { web: { A: secure("v1:local-a") } },
        },
      },
      missing: [],
    });
  });

  it("keeps no secret that the local passphrase did not encrypt", () => {
    const config = { "aws:token": secure("v1:real") };
    const copied = { secretsprovider: "awskms://k", encryptedkey: "real-key", config };
    assert.deepEqual(derived({ config }, copied), { file: { config: {} }, missing: ["aws:token"] });
    const text = { encryptionsalt: SALT, config: { "aws:token": "in plain text" } };
    assert.deepEqual(derived({ config }, text).missing, ["aws:token"]);
  });

  it("takes a file that says nothing, and keeps what looks like a number and is text", () => {
    for (const committed of ["", "# nothing\n", "config:\n"])
      assert.deepEqual(localStackFile(committed, undefined), { text: "config: {}\n", missingSecrets: [] });
    const config = {
      a: "1.10",
      b: "012",
      c: "yes",
      d: "null",
      e: "1e3",
      f: "2026-11-21",
      g: "",
      h: 1.5,
      i: true,
    };
    assert.deepEqual(derived({ config }).file, { config });
  });

  it("gives the same again, from the same committed file and its own result", () => {
    fc.assert(
      fc.property(anyStackFile, fc.option(anyStackFile, { nil: undefined }), (committed, before) => {
        const once = localStackFile(
          stringify(committed),
          before === undefined ? undefined : stringify(before),
        );
        const twice = localStackFile(stringify(committed), once.text);
        assert.deepEqual(twice, once);
      }),
    );
  });

  it("lets no encrypted value of the committed file through, and nothing in plain text is lost", () => {
    fc.assert(
      fc.property(anyStackFile, (committed) => {
        const { text } = localStackFile(stringify(committed), undefined);
        assert.doesNotMatch(text, /secure:|v1:|salt|key/);
        assert.deepEqual(plainLeaves(parse(text)), plainLeaves({ config: committed.config ?? {} }));
      }),
    );
  });
});

const anyName = fc.constantFrom("a", "b", "web", "a-b", "c.d", 'e"f');
const { value: anyConfigValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>("text", "1", 1, true),
    fc.constantFrom("a", "b").map((text) => secure(`v1:${text}`)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(anyName, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const anyServices = fc.array(
  fc.record(
    { name: anyName, secrets: fc.array(fc.constantFrom("A", "B"), { maxLength: 2 }) },
    { noNullPrototype: true },
  ),
  { maxLength: 3 },
);
const anyStackFile = fc.record(
  {
    encryptionsalt: fc.constant("v1:salt"),
    encryptedkey: fc.constant("key"),
    config: fc
      .tuple(
        fc.dictionary(
          anyName.map((name) => `multistage:${name}`),
          anyConfigValue,
          { noNullPrototype: true },
        ),
        fc.option(anyServices, { nil: undefined }),
      )
      .map(([config, services]) => ({ ...config, ...(services && { "multistage:services": services }) })),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** What is not encrypted, with where it stands. */
function plainLeaves(value: unknown, path = ""): string[] {
  if (typeof value !== "object") return [`${path}=${JSON.stringify(value)}`];
  if (value === null || Object.keys(value).join() === "secure") return [];
  return Object.entries(value).flatMap(([key, entry]) => plainLeaves(entry, `${path}/${key}`));
}
