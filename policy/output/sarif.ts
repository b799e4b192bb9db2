/**
 * Findings as a SARIF 2.1.0 log, which code scanning shows beside the code
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Pure.
 */
import { createHash } from "node:crypto";
import { isUrn, logicalName } from "../../wire/urn";
import { details, type Report } from "../report";
import type { About } from "../rule";
import { inOrder } from "./order";
import { visible } from "./visible";

/** A place in a file. */
export interface FilePlace {
  /** From the project's folder, or absolute; `/` between folders. */
  readonly file: string;
  /** From 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** What a log says besides findings. */
export interface SarifOptions {
  /** Of multistage. */
  readonly version: string;
  readonly rules: readonly About[];
  /** By URN, what declares the resource; code scanning shows no finding without a file. */
  readonly places?: ReadonlyMap<string, FilePlace>;
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const SARIF_LEVELS = { mandatory: "error", advisory: "warning" } as const;

/** The text of the log. */
export function sarif(reports: readonly Report[], { version, rules, places }: SarifOptions): string {
  const known = new Set(rules.map(({ id }) => id));
  const others = [...new Set(reports.map(({ rule }) => rule))].filter((id) => !known.has(id)).sort();
  const descriptors: readonly Descriptor[] = [...rules.map(descriptor), ...others.map((id) => ({ id }))];
  const index = new Map(descriptors.map(({ id }, position) => [id, position]));
  const fingerprint = fingerprints();
  const results = inOrder(reports).map((report) => ({
    ruleId: report.rule,
    ruleIndex: index.get(report.rule),
    level: SARIF_LEVELS[report.level],
    message: { text: messageText(report) },
    locations: [location(report, places?.get(report.urn))],
    partialFingerprints: { "multistage/v1": fingerprint(report) },
    properties: { level: report.level, severity: report.severity, ...details(report) },
  }));
  const tool = { driver: { name: "multistage", version, rules: descriptors } };
  const log = { $schema: SCHEMA, version: "2.1.0", runs: [{ tool, results }] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** What a log says of a rule (`reportingDescriptor`). */
interface Descriptor {
  readonly id: string;
  readonly [property: string]: unknown;
}

function descriptor({ id, description, reason, remedy, level, severity }: About): Descriptor {
  return {
    id,
    shortDescription: { text: description },
    fullDescription: { text: `${description} ${reason}` },
    help: { text: `${reason} ${remedy}`, markdown: `${reason}\n\n${remedy}` },
    defaultConfiguration: { level: SARIF_LEVELS[level] },
    // No `helpUri`: that is to be absolute, and these pages come with the package.
    properties: { severity, documentation: `docs/rules.md#${id}` },
  };
}

/** `[text](target)` would be a link (3.11.6 of the standard). */
function messageText({ message, fix }: Report): string {
  const text = visible(message);
  return (fix === undefined ? text : `${text}\nWhat would pass:\n${fix}`).replaceAll("](", "] (");
}

function location({ urn, line, column }: Report, place: FilePlace | undefined): object {
  if (!isUrn(urn)) return { physicalLocation: physical({ file: urn, line, column }) };
  const logical = { name: logicalName(urn), fullyQualifiedName: urn, kind: "resource" };
  return {
    logicalLocations: [logical],
    ...(place === undefined ? {} : { physicalLocation: physical(place) }),
  };
}

function physical({ file, line, column }: FilePlace): object {
  const start = {
    ...(isPosition(line) ? { startLine: line } : {}),
    ...(isPosition(line) && isPosition(column) ? { startColumn: column } : {}),
  };
  return {
    artifactLocation: { uri: uriOf(file) },
    ...(isPosition(line) ? { region: start } : {}),
  };
}

function isPosition(number: number | undefined): boolean {
  return Number.isSafeInteger(number) && Number(number) >= 1;
}

/** A path as a URI reference: relative where it is, `file:` where it is absolute. */
function uriOf(path: string): string {
  const drive = /^[A-Za-z]:(?=\/)/.exec(path)?.[0] ?? "";
  const steps = path.slice(drive.length).split("/");
  const encoded = steps.map((step) => encodeURIComponent(visible(step))).join("/");
  if (drive !== "") return `file:///${drive}${encoded}`;
  return encoded.startsWith("/") ? `file://${encoded}` : encoded;
}

/**
 * The same finding has the same one in every audit, whatever its wording, level or value: by rule, resource and
 * property. Where there are several of these, they are numbered.
 */
function fingerprints(): (report: Report) => string {
  const seen = new Map<string, number>();
  return ({ rule, urn, message, statement }) => {
    const property = message.split(/: (?:must be|not evaluated)/)[0] ?? "";
    const hash = createHash("sha256").update(JSON.stringify([rule, urn, property, statement]));
    const digest = hash.digest("hex").slice(0, 32);
    const count = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, count);
    return `${digest}:${count}`;
  };
}
