import assert from "node:assert/strict";
import { KINDS } from "../../../policy/iam/model";
import { readCorpus, RULES, textOf, type CorpusDocument } from "../../cases/iam/corpus";

const FIELDS = ["id", "about", "kind", "context", "document", "text", "expected", "mustNot"];
const CONTEXT = ["account", "partition", "regions", "organization", "trustedAccounts"];
const corpus = readCorpus();

describe("the corpus of IAM documents", () => {
  it("has at least 120 documents, a third of them clean", () => {
    const clean = corpus.filter(({ expected }) => expected.length === 0);
    assert.ok(corpus.length >= 120, `${corpus.length} documents`);
    assert.ok(clean.length * 3 >= corpus.length, `${clean.length} of ${corpus.length} are clean`);
  });

  it("has a hit and a near miss of every rule", () => {
    const hit = new Set(corpus.flatMap(({ expected }) => expected.map(({ rule }) => rule)));
    const missed = new Set(corpus.flatMap(({ mustNot }) => mustNot.map(({ rule }) => rule)));
    assert.deepEqual(
      RULES.filter((rule) => !hit.has(rule) || !missed.has(rule)),
      [],
    );
  });

  it("names only rules that there are", () => {
    const ids: readonly string[] = RULES;
    const named = corpus.flatMap(({ id, expected, mustNot }) =>
      [...expected, ...mustNot].map(({ rule }) => ({ id, rule })),
    );
    assert.deepEqual(
      named.filter(({ rule }) => !ids.includes(rule)),
      [],
    );
  });

  it("tells in each document one kind, one sentence about it, and the policy once", () => {
    for (const document of corpus) {
      const { id, about, kind, context = {} } = document;
      assert.deepEqual(
        Object.keys(document).filter((field) => !FIELDS.includes(field)),
        [],
        id,
      );
      assert.deepEqual(
        Object.keys(context).filter((field) => !CONTEXT.includes(field)),
        [],
        id,
      );
      assert.ok(KINDS.includes(kind), id);
      assert.match(about, /^\S.*[.]$/, id);
      assert.equal(("document" in document ? 1 : 0) + ("text" in document ? 1 : 0), 1, id);
    }
  });

  it("points at statements that there are", () => {
    for (const document of corpus)
      for (const { statement } of [...document.expected, ...document.mustNot])
        if (typeof statement === "number")
          assert.ok(statement >= 0 && statement < statementsIn(document), document.id);
  });

  it("says why each trap is one, and expects no finding that must not be", () => {
    for (const { id, expected, mustNot } of corpus)
      for (const { rule, statement, because } of mustNot) {
        assert.match(because, /^\S.*[.]$/, id);
        const both = expected.filter(
          (one) => one.rule === rule && (statement === undefined || statement === one.statement),
        );
        assert.deepEqual(both, [], id);
      }
  });

  it("expects nothing twice, and has no two equal documents", () => {
    for (const { id, expected } of corpus)
      assert.equal(
        new Set(expected.map(({ rule, statement }) => `${rule} ${statement ?? "-"}`)).size,
        expected.length,
        id,
      );
    assert.deepEqual(
      [...sameContent().values()].filter((ids) => ids.length > 1),
      [],
    );
  });
});

/** What is judged: the policy, its kind and its context. */
function sameContent(): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const document of corpus) {
    const content = JSON.stringify([document.kind, document.context, textOf(document)]);
    groups.set(content, [...(groups.get(content) ?? []), document.id]);
  }
  return groups;
}

/** None where the text is no JSON or no policy. */
function statementsIn(document: CorpusDocument): number {
  const read = parsed(textOf(document));
  if (typeof read !== "object" || read === null || !("Statement" in read)) return 0;
  return Array.isArray(read.Statement) ? read.Statement.length : 1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
