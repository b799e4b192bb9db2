import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  documentFrom,
  kindOf,
  KINDS,
  normalForm,
  type Document,
  type Kind,
} from "../../../../policy/iam/model";
import { UNKNOWN, type Value } from "../../../../policy/value";
import { OFTEN } from "../../../helpers/property-runs";
import { anyDocument } from "../any-document";

function read(given: Value, kind: Kind = "identity"): Document {
  const document = documentFrom(given, kind);
  if (document === UNKNOWN) assert.fail("the document is unknown");
  return document;
}

/** `what path` of each defect. */
const defects = (given: Value, kind?: Kind): string[] =>
  read(given, kind).defects.map(({ what, place }) => `${what} ${place.path}`.trim());
const ofStatement = (statement: Value, kind?: Kind): string[] => defects({ Statement: [statement] }, kind);

const plain = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

describe("the model of a policy document", () => {
  const none: readonly (readonly [what: string, given: Value, defect: string])[] = [
    ["an empty text", "", "json"],
    ["text that ends too soon", '{"Statement": [', "json"],
    ["a trailing comma", '{"Statement": [],}', "json"],
    ["a comment", '// mine\n{"Statement": []}', "json"],
    ["another text", "policy", "json"],
    ["a text in JSON", '"*"', "type"],
    ["a list", "[]", "type"],
    ["a number", 7, "type"],
    ["null", null, "type"],
    ["nothing", undefined, "type"],
    ["an object without statements", {}, "missing-element"],
    ["a thousand brackets", "[".repeat(1000), "json"],
    ["a thousand lists", `{"Statement": ${"[".repeat(1000)}${"]".repeat(1000)}}`, "type Statement[0]"],
  ];
  for (const [what, given, defect] of none)
    it(`has no statement in ${what}, and says what is wrong`, () => {
      const { statements } = read(given);
      assert.deepEqual(statements, []);
      assert.deepEqual(defects(given), [defect]);
    });

  it("says where a text stops being JSON", () => {
    const [defect] = read('{\n  "Statement": [{}\n}').defects;
    assert.deepEqual(defect, {
      what: "json",
      place: { path: "", line: 3, column: 1 },
      rule: "JSON, with a comma or ] there",
      got: "another text at line 3, column 1",
      remedy: "mend it",
    });
  });

  it("reads every form of a statement, and knows where each word stands", () => {
    const text = `{ "Version": "2012-10-17",
      "Statement": {
        "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject",
        "NotResource": ["arn:aws:s3:::a/*",
          "arn:aws:s3:::b/*"],
        "Condition": { "ForAnyValue:StringLikeIfExists": { "aws:RequestTag/cost.center": ["a", 1, true] } }
      } }`;
    const { statements, defects, version } = read(text);
    const [statement, ...others] = statements;
    assert.deepEqual([defects, others, version], [[], [], "2012-10-17"]);
    assert.equal(statement?.place.path, "Statement");
    assert.equal(statement.sid, "Read");
    assert.deepEqual(statement.actions, [
      { value: "s3:GetObject", place: { path: "Statement.Action", line: 3, column: 43 } },
    ]);
    assert.deepEqual(statement.notResources[1], {
      value: "arn:aws:s3:::b/*",
      place: { path: "Statement.NotResource[1]", line: 5, column: 11 },
    });
    const [condition] = statement.conditions;
    const path = 'Statement.Condition.ForAnyValue:StringLikeIfExists["aws:RequestTag/cost.center"]';
    assert.deepEqual(
      [condition?.set, condition?.base, condition?.ifExists, condition?.key.value, condition?.place.path],
      ["ForAnyValue", "StringLike", true, "aws:RequestTag/cost.center", path],
    );
    assert.deepEqual(
      condition?.values.map(({ value, place }) => [value, place.path]),
      [
        ["a", `${path}[0]`],
        ["1", `${path}[1]`],
        ["true", `${path}[2]`],
      ],
    );
  });

  it("reads every form of a principal", () => {
    const who = (Principal: Value): unknown =>
      read({ Statement: { ...plain, Principal } }, "resource").statements[0]?.principals.map(
        ({ type, text }) => [type, text.value],
      );
    assert.deepEqual(who("*"), [["*", "*"]]);
    assert.deepEqual(who({ AWS: "*", Service: ["a.amazonaws.com", "b.amazonaws.com"] }), [
      ["AWS", "*"],
      ["Service", "a.amazonaws.com"],
      ["Service", "b.amazonaws.com"],
    ]);
    assert.deepEqual(who({ aws: "1", Wrong: "2" }), [
      ["AWS", "1"],
      ["Wrong", "2"],
    ]);
    assert.deepEqual(who(["*"]), [["*", "*"]]);
    assert.deepEqual(who(UNKNOWN), [[UNKNOWN, UNKNOWN]]);
  });

  const wrong: readonly (readonly [
    what: string,
    statement: Value,
    defects: readonly string[],
    kind?: Kind,
  ])[] = [
    ["a statement that is a number", 7, ["type Statement[0]"]],
    ["a misspelt element", { ...plain, Resources: "*" }, ["unknown-element Statement[0].Resources"]],
    [
      "an element in another case",
      { ...plain, resource: "*", Resource: undefined },
      ["case Statement[0].resource"],
    ],
    [
      "two cases of one element",
      { ...plain, action: "*" },
      ["case Statement[0].action", "doubled Statement[0].action"],
    ],
    ["an effect in small letters", { ...plain, Effect: "allow" }, ["case Statement[0].Effect"]],
    ["another effect", { ...plain, Effect: "Permit" }, ["value Statement[0].Effect"]],
    ["a number as action", { ...plain, Action: ["s3:GetObject", 7] }, ["type Statement[0].Action[1]"]],
    ["both Action and NotAction", { ...plain, NotAction: "s3:*" }, ["both-elements Statement[0].NotAction"]],
    ["no action", { Effect: "Allow", Resource: "*" }, ["missing-element Statement[0]"]],
    ["no action in a list", { ...plain, Action: [] }, ["empty Statement[0].Action"]],
    ["an empty action", { ...plain, Action: "" }, ["empty Statement[0].Action"]],
    ["no effect, action or resource", {}, Array.from({ length: 3 }, () => "missing-element Statement[0]")],
    ["a principal of an identity", { ...plain, Principal: "*" }, ["unfit-element Statement[0].Principal"]],
    [
      "a resource of a trust policy",
      { ...plain, Principal: "*", Action: "sts:AssumeRole" },
      ["unfit-element Statement[0].Resource"],
      "trust",
    ],
    [
      "other actions than of roles in a trust policy",
      {
        Effect: "Allow",
        Principal: "*",
        Action: ["sts:AssumeRole", "sts:*", "sts:TagSession", "s3:GetObject", "*", "sts:GetCallerIdentity"],
      },
      ["value Statement[0].Action[3]", "value Statement[0].Action[4]", "value Statement[0].Action[5]"],
      "trust",
    ],
    [
      "an action without its service",
      { ...plain, Action: ["**", "GetObject", "s3*"] },
      ["value Statement[0].Action[1]", "value Statement[0].Action[2]"],
    ],
    ["signs in a Sid", { ...plain, Sid: "read-pages" }, ["value Statement[0].Sid"]],
    [
      "letters in a condition's value that IAM does not take",
      { ...plain, Condition: { StringEquals: { "aws:ResourceTag/a": ["café", "кафе"] } } },
      ["value Statement[0].Condition.StringEquals.aws:ResourceTag/a[1]"],
    ],
    ["nobody in a resource's policy", plain, ["missing-element Statement[0]"], "resource"],
    [
      "a principal without its kind",
      { ...plain, Principal: "arn:aws:iam::123456789012:root" },
      ["type Statement[0].Principal"],
      "resource",
    ],
    ["conditions in a list", { ...plain, Condition: [] }, ["type Statement[0].Condition"]],
    ["no conditions", { ...plain, Condition: {} }, ["empty Statement[0].Condition"]],
    [
      "an operator without keys",
      { ...plain, Condition: { Bool: {} } },
      ["empty Statement[0].Condition.Bool"],
    ],
    [
      "a condition's value that is null",
      { ...plain, Condition: { Bool: { a: null } } },
      ["type Statement[0].Condition.Bool.a"],
    ],
    ["lists within lists", { ...plain, Action: [["s3:GetObject"]] }, ["type Statement[0].Action[0]"]],
    [
      "names of JavaScript",
      JSON.parse('{"__proto__": 1, "constructor": 2}') as Value,
      [
        "unknown-element Statement[0].__proto__",
        "unknown-element Statement[0].constructor",
        ...Array.from({ length: 3 }, () => "missing-element Statement[0]"),
      ],
    ],
  ];
  for (const [what, statement, expected, kind] of wrong)
    it(`says where it finds ${what}`, () => {
      assert.deepEqual(ofStatement(statement, kind), expected);
    });

  it("takes operators in any case, signs in the Sid of a resource's policy, and an empty Sid", () => {
    assert.deepEqual(ofStatement({ ...plain, Sid: "", Condition: { bool: { a: true } } }), []);
    assert.deepEqual(ofStatement({ ...plain, Sid: "read the pages", Principal: "*" }, "resource"), []);
  });

  it("says where braces hold no variable, under the Version that has them", () => {
    const Resource = ["${aws:username}", "${*}", "$", "${", "a${}b", "${ aws:username }", "${aws:a"].map(
      (text) => `arn:aws:s3:::a/${text}`,
    );
    const Condition = { StringLike: { "s3:prefix": "${aws:username" }, Bool: { a: "${" } };
    const statement = { ...plain, Resource, Condition };
    assert.deepEqual(defects({ Version: "2012-10-17", Statement: statement }), [
      ...[3, 4, 5, 6].map((index) => `value Statement.Resource[${index}]`),
      "value Statement.Condition.StringLike.s3:prefix",
    ]);
    assert.deepEqual(defects({ Statement: statement }), []);
  });

  it("says which names JSON text has twice, and takes the last of each", () => {
    const text = `{"Statement": {"Effect": "Deny", "Effect": "Allow", "Action": "a:B", "Resource": "*",
      "Condition": {"Bool": {"a": "x", "a": "y"}, "Bool": {"a": "z"}}}}`;
    const { statements, defects: found } = read(text);
    assert.deepEqual(
      found.map(({ what, place }) => [what, place.path, place.line]),
      [
        ["doubled", "Statement.Effect", 1],
        ["doubled", "Statement.Condition.Bool", 2],
      ],
    );
    assert.equal(statements[0]?.effect, "Allow");
    assert.deepEqual(
      statements[0].conditions.map(({ values }) => values.map(({ value }) => value)),
      [["z"]],
    );
  });

  it("tells no more than a hundred defects", () => {
    assert.equal(defects({ Statement: Array.from({ length: 1000 }, () => 7) }).length, 100);
  });

  it("knows what is not known yet", () => {
    assert.equal(documentFrom(UNKNOWN, "identity"), UNKNOWN);
    assert.equal(documentFrom({ Statement: UNKNOWN }, "identity"), UNKNOWN);
    const { statements, defects: found } = read({
      Statement: [UNKNOWN, plain, { ...plain, Resource: ["*", UNKNOWN] }, { ...plain, Condition: UNKNOWN }],
    });
    assert.deepEqual(found, []);
    assert.deepEqual(
      statements.map(({ isComplete }) => isComplete),
      [false, true, false, false],
    );
    assert.deepEqual(
      statements.map(({ effect }) => effect),
      [UNKNOWN, "Allow", "Allow", "Allow"],
    );
  });

  it("counts a document's characters without white space, as text or as an object", () => {
    const document = { Statement: [{ ...plain, Sid: "ä" }] };
    const size = JSON.stringify(document).length;
    assert.equal(read(document).size, size);
    assert.equal(read(JSON.stringify(document, null, 4)).size, size);
    assert.equal(read(JSON.stringify(document, null, 4)).length, JSON.stringify(document, null, 4).length);
  });

  it("tells trust policies and policies of resources from those of identities", () => {
    const one = (statement: Value): Kind => kindOf({ Statement: statement });
    const role = { Service: "ec2.amazonaws.com" };
    assert.equal(one(plain), "identity");
    assert.equal(one({ ...plain, Principal: "*" }), "resource");
    assert.equal(one({ Effect: "Allow", Principal: role, Action: "sts:AssumeRole" }), "trust");
    assert.equal(
      one({ Effect: "Allow", Principal: role, Action: ["sts:assumerole", "sts:TagSession"] }),
      "trust",
    );
    assert.equal(
      one({ Effect: "Allow", Principal: "*", Action: ["ecr:GetDownloadUrlForLayer"] }),
      "resource",
    );
    for (const given of [UNKNOWN, "{", 7, null, {}, []]) assert.equal(kindOf(given), "identity");
  });

  it("reads the same in JSON text as in an object", () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom(...KINDS), (document, kind) => {
        const text = read(JSON.stringify(document), kind);
        const object = read(JSON.parse(JSON.stringify(document)) as Value, kind);
        assert.deepEqual(normalForm(text), normalForm(object));
        assert.equal(text.size, object.size);
        const told = ({ defects: found }: Document): unknown =>
          found.map(({ what, place, got }) => [what, place.path, got]);
        assert.deepEqual(told(text), told(object));
      }),
      OFTEN,
    );
  });

  it("says the same in its normal form, which is its own normal form", () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom(...KINDS), (document, kind) => {
        const normal = normalForm(read(document, kind));
        assert.deepEqual(normalForm(read(normal, kind)), normal);
      }),
      OFTEN,
    );
  });

  it("never throws, whatever it is given, and calls what is no policy so", () => {
    const anything = fc.oneof(fc.anything(), fc.json(), fc.string(), fc.object({ maxDepth: 6 }), anyDocument);
    fc.assert(
      fc.property(anything, fc.constantFrom(...KINDS), (given, kind) => {
        const { statements, defects: found } = read(given as Value, kind);
        assert.ok(statements.length > 0 || found.length > 0);
        kindOf(given as Value);
      }),
      OFTEN,
    );
  });

  it("reads a megabyte in time", () => {
    const statements = Array.from({ length: 14_000 }, (_, index) => ({
      ...plain,
      Resource: `arn:aws:s3:::bucket-${index}/*`,
    }));
    const text = JSON.stringify({ Statement: statements });
    assert.ok(text.length > 1_000_000);
    const start = performance.now();
    assert.equal(read(text).statements.length, 14_000);
    assert.ok(performance.now() - start < 2000);
  });
});
