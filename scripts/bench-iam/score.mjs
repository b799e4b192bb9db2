/**
 * What a tool has found, held against the corpus. Pure.
 *
 * Two ways to count, side by side. Loosely: any finding counts for a document that has something wrong (and for a
 * statement that has, where the tool names it), whatever it is called. Strictly: only a finding whose id stands in the
 * tool's table for the rule that is expected, on that statement where the tool names statements.
 */

/** Each finding is { document, statement: index | null, id }; `rules` is the tool's table, undefined for our own ids. */
export function score(corpus, findings, { rules, namesStatements }) {
  const said = new Map(corpus.map(({ id }) => [id, []]));
  for (const { document, statement, id } of findings)
    said.get(document)?.push({ statement, rules: rules === undefined ? [id] : (rules[id]?.rules ?? []) });
  const wrong = corpus.filter(({ expected }) => expected.length > 0);
  const clean = corpus.filter(({ expected }) => expected.length === 0);
  const isOf = (finding, place) => !namesStatements || finding.statement === place;
  const has = (document, { rule, statement }) =>
    said
      .get(document.id)
      .some((one) => one.rules.includes(rule) && (statement === null || isOf(one, statement)));

  const places = wrong.flatMap((document) =>
    [...new Set(document.expected.map(({ statement }) => statement))].map((place) => ({ document, place })),
  );
  const expected = wrong.flatMap((document) => document.expected.map((one) => ({ document, one })));
  const traps = corpus.flatMap((document) =>
    document.mustNot
      // Only where nothing is wrong: which of two words for one cause is said is our own matter.
      .filter(({ statement }) =>
        document.expected.every((one) => statement !== undefined && one.statement !== statement),
      )
      .map((trap) => ({ document, trap })),
  );
  return {
    documents: part(wrong, ({ id }) => said.get(id).length > 0),
    statements: namesStatements
      ? part(places, ({ document: { id }, place }) =>
          said.get(id).some(({ statement }) => place === null || statement === place),
        )
      : undefined,
    findings: part(expected, ({ document, one }) => has(document, one)),
    falseAlarms: part(clean, ({ id }) => said.get(id).length > 0),
    strictAlarms: part(clean, ({ id }) => said.get(id).some((one) => one.rules.length > 0)),
    traps: part(
      traps.filter(({ document }) => namesStatements || document.expected.length === 0),
      ({ document, trap: { rule, statement = null } }) => has(document, { rule, statement }),
    ),
    untold:
      rules === undefined
        ? []
        : [...new Set(findings.map(({ id }) => id))].filter((id) => !(id in rules)).sort(),
  };
}

/** How many of all pass, and which, by their indexes. */
function part(all, test) {
  const which = new Set(all.flatMap((one, index) => (test(one) ? [index] : [])));
  return { of: all.length, is: which.size, which };
}

/** What several tools have found together. */
export function together(parts) {
  const which = new Set(parts.flatMap((one) => [...one.which]));
  return { of: parts[0].of, is: which.size, which };
}
