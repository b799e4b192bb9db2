// Holds our audit of IAM documents beside parliament, cloudsplaining, checkov and iam-policy-validator, on the corpus of
// test/cases/iam: what each finds of what is wrong, and what it says of documents that are right. Each tool has a
// virtual environment of its own, with one version, in .multistage/bench-iam.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { readCorpus } from "./bench-iam/corpus.mjs";
import { score, together } from "./bench-iam/score.mjs";
import { tools } from "./bench-iam/tools.mjs";

const folder = resolve(".multistage", "bench-iam");
mkdirSync(folder, { recursive: true });
const corpus = readCorpus();
const clean = corpus.filter(({ expected }) => expected.length === 0);

/** Heading, what stands in a cell, and the part of the score that several tools can have together. */
const COLUMNS = [
  ["documents found", ({ documents }) => ratio(documents), "documents"],
  [
    "statements found",
    ({ statements }) => (statements === undefined ? "names none" : ratio(statements)),
    "statements",
  ],
  ["findings by rule", ({ findings }) => ratio(findings), "findings"],
  ["false alarms", ({ falseAlarms }) => ratio(falseAlarms), "falseAlarms"],
  ["of our rules", ({ strictAlarms }) => ratio(strictAlarms), "strictAlarms"],
  ["traps", ({ traps }) => ratio(traps)],
  ["crashes", ({ crashes }) => String(crashes)],
  ["seconds", ({ seconds }) => seconds.toFixed(1)],
];

function ratio({ is, of }) {
  return `${is} of ${of}`;
}

/** One line of the table, or why there is none. */
function measured(tool) {
  try {
    const judge = tool.prepare(folder);
    const started = performance.now();
    const { findings, crashes } = judge(corpus);
    const seconds = (performance.now() - started) / 1000;
    const result = { ...score(corpus, findings, tool), crashes: crashes.length, seconds };
    return { cells: COLUMNS.map(([, cell]) => cell(result)), result, untold: result.untold };
  } catch (error) {
    return { failed: error.message };
  }
}

const rows = [];
for (const tool of tools) {
  process.stderr.write(`${tool.title} …\n`);
  rows.push({ title: tool.title, ...measured(tool) });
}

const others = rows.slice(1).flatMap(({ result }) => (result === undefined ? [] : [result]));
if (others.length > 1)
  rows.push({
    title: "the others together",
    cells: COLUMNS.map(([, , name]) => {
      const parts = others.map((result) => result[name]).filter((part) => part !== undefined);
      return name === undefined ? "" : ratio(together(parts));
    }),
  });

console.log(
  `${corpus.length} documents, ${clean.length} of them clean. False alarms are clean documents with any finding, and with one that is mapped to a rule of ours.`,
);
const widths = [
  Math.max(...rows.map(({ title }) => title.length)),
  ...COLUMNS.map(([heading], index) =>
    Math.max(heading.length, ...rows.map(({ cells }) => cells?.[index].length ?? 0)),
  ),
];
const line = (cells) =>
  cells
    .map((cell, index) => cell.padEnd(widths[index]))
    .join("  ")
    .trimEnd();
console.log(line(["", ...COLUMNS.map(([heading]) => heading)]));
for (const { title, cells, failed } of rows)
  console.log(
    failed === undefined ? line([title, ...cells]) : `${title.padEnd(widths[0])}  failed: ${failed}`,
  );
for (const { title, untold = [] } of rows)
  if (untold.length > 0) console.log(`${title} said what its table lacks: ${untold.join(", ")}`);
process.exitCode = rows.some(({ failed }) => failed !== undefined) ? 1 : 0;
