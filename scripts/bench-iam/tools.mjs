/** The tools that are measured: how each is started on the whole corpus, and what it has said, in one form. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import process from "node:process";
import { environment, run } from "./run.mjs";
import { writeServiceReference } from "./service-reference.mjs";
import { terraformOf } from "./checkov/terraform.mjs";

const HERE = resolve("scripts", "bench-iam");
const SECONDS = 300;

function table(name) {
  return JSON.parse(readFileSync(join(HERE, name, "rules.json"), "utf8"));
}

/** A tool with a library, which a script of ours calls in one process. */
function library({ name, title = name, version, args = [], namesStatements }) {
  return {
    title: `${title} ${version}`,
    namesStatements,
    rules: table(name),
    prepare(folder) {
      const bin = environment(folder, name, version);
      return (corpus) => {
        const command = [join(bin, "python"), join(HERE, name, "run.py"), ...args];
        const documents = corpus.map(({ id, kind, text, context }) => ({ id, kind, text, context }));
        return JSON.parse(run(command, { seconds: SECONDS, input: JSON.stringify(documents) }));
      };
    },
  };
}

const checkov = {
  title: "checkov 3.3.30",
  namesStatements: false,
  rules: table("checkov"),
  prepare(folder) {
    const bin = environment(folder, "checkov", "3.3.30");
    const place = emptied(folder, "checkov-documents");
    return (corpus) => {
      writeFileSync(join(place, "documents.tf"), terraformOf(corpus));
      const options = [
        "--framework",
        "terraform",
        "--output",
        "json",
        "--compact",
        "--quiet",
        "--skip-download",
      ];
      const command = [join(bin, "checkov"), "--directory", place, ...options];
      const { results } = JSON.parse(run(command, { seconds: SECONDS, passing: [0, 1] }));
      const findings = results.failed_checks
        // What a resource of that type should have besides its policy document is not asked here.
        .filter(({ check_id: id }) => id in this.rules)
        .map(({ check_id: id, resource }) => {
          const index = Number(resource.split(".d").at(-1));
          return { document: corpus[index].id, statement: null, id };
        });
      return { findings, crashes: [] };
    };
  },
};

const validator = {
  title: "iam-policy-validator 1.31.4",
  namesStatements: true,
  rules: table("iam-policy-validator"),
  prepare(folder) {
    const bin = environment(folder, "iam-policy-validator", "1.31.4");
    const reference = join(folder, "service-reference");
    writeServiceReference(reference);
    const place = emptied(folder, "validator-documents");
    const types = {
      identity: "IDENTITY_POLICY",
      boundary: "IDENTITY_POLICY", // it knows no boundaries
      trust: "TRUST_POLICY",
      resource: "RESOURCE_POLICY",
      scp: "SERVICE_CONTROL_POLICY",
    };
    const config = join(folder, "validator.yaml");
    const patterns = Object.entries(types).map(([kind, type]) => ({ pattern: `**/${kind}/*.json`, type }));
    writeFileSync(config, JSON.stringify({ policy_types: patterns }));
    return (corpus) => {
      const ids = write(place, corpus, ({ kind }) => kind);
      const output = join(folder, "validator.json");
      rmSync(output, { force: true });
      const options = ["--config", config, "--aws-services-dir", reference, "--format", "json"];
      const command = [
        join(bin, "iam-validator"),
        "validate",
        "--path",
        place,
        ...options,
        "--output",
        output,
      ];
      run(command, { seconds: SECONDS, passing: [0, 1] });
      const { results } = JSON.parse(readFileSync(output, "utf8"));
      const findings = results.flatMap(({ policy_file: file, issues }) =>
        issues
          .filter(({ severity }) => severity !== "info" && severity !== "none")
          .map(({ check_id: check, issue_type: type, statement_index: statement }) => ({
            document: ids.get(basename(file, ".json")),
            statement: statement < 0 ? null : statement,
            id: `${check}/${type}`,
          })),
      );
      return { findings, crashes: [] };
    };
  },
};

/** The built command, once for every kind and context that documents of the corpus have. */
const ours = {
  title: "multistage",
  namesStatements: true,
  rules: undefined,
  prepare(folder) {
    const place = emptied(folder, "own-documents");
    return (corpus) => {
      const findings = groupedByContext(corpus).flatMap((documents, index) =>
        audited(join(place, String(index)), documents),
      );
      return { findings, crashes: [] };
    };
  },
};

function audited(place, documents) {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const ids = write(join(place, "documents"), documents, () => ".");
  const [{ kind, context }] = documents;
  const options = ["--json", "--kind", kind];
  if (context !== undefined) {
    writeFileSync(join(place, "context.json"), JSON.stringify(context));
    options.push("--context", join(place, "context.json"));
  }
  const command = [process.execPath, resolve("dist", "cli", "main.js"), "audit", ...options];
  const output = run([...command, join(place, "documents")], { seconds: 60, passing: [0, 1] });
  return JSON.parse(output)
    .filter(({ file }) => file !== undefined)
    .map(({ file, rule, statement }) => {
      const { id, sids } = byId.get(ids.get(basename(file, ".json")));
      return { document: id, statement: indexOf(statement, sids), id: rule };
    });
}

/** Of `Statement[1]`, of the one `Statement`, or of a Sid. */
function indexOf(statement, sids) {
  if (statement === undefined) return null;
  const [, index] = /^Statement(?:\[(\d+)\])?/.exec(statement) ?? [];
  if (index !== undefined) return Number(index);
  return statement.startsWith("Statement") && !sids.includes(statement) ? 0 : sids.indexOf(statement);
}

/** What can be judged by one call: documents of one kind and one context. */
function groupedByContext(corpus) {
  const groups = new Map();
  for (const document of corpus) {
    const key = JSON.stringify([document.kind, document.context]);
    groups.set(key, [...(groups.get(key) ?? []), document]);
  }
  return [...groups.values()];
}

function emptied(folder, name) {
  const place = join(folder, name);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  return place;
}

/** One file for each document; the ids by the names of the files. */
function write(place, documents, folderOf) {
  const ids = new Map();
  for (const document of documents) {
    const name = document.id.replace("/", "--");
    const folder = join(place, folderOf(document));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.json`), document.text);
    ids.set(name, document.id);
  }
  return ids;
}

export const tools = [
  ours,
  library({ name: "parliament", version: "1.6.4", namesStatements: true }),
  library({
    name: "parliament",
    title: "parliament with community auditors",
    version: "1.6.4",
    args: ["--include-community-auditors"],
    namesStatements: true,
  }),
  library({ name: "cloudsplaining", version: "0.9.1", namesStatements: false }),
  checkov,
  validator,
];
