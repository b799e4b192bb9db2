/**
 * The text of the table that scripts/iam-data.mjs writes (its head says how it is built), and where in it each service
 * stands. Nothing is read before somebody asks.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

/** In the executable of one file: the table, deflated, as base64. It has no file beside it. */
declare const IAM_TABLE: string | undefined;

interface Table {
  /** Which data, of which day. */
  readonly source: string;
  /** By prefix, sorted, the lines of a service. */
  readonly blocks: ReadonlyMap<string, string>;
}

let read: Table | undefined;

/** @throws {Error} the file cannot be read: the package is not complete */
export function table(): Table {
  return (read ??= indexed(text()));
}

/** ASCII all through. */
function text(): string {
  const embedded = typeof IAM_TABLE === "undefined" ? undefined : IAM_TABLE;
  return embedded === undefined
    ? readFileSync(join(__dirname, "table.txt"), "latin1")
    : inflateRawSync(Buffer.from(embedded, "base64")).toString("latin1");
}

function indexed(all: string): Table {
  const blocks = new Map<string, string>();
  let end = all.indexOf("\n\n");
  const source = all.slice("# ".length, end);
  while (end !== -1) {
    const start = end + "\n\n".length;
    end = all.indexOf("\n\n", start);
    const to = end === -1 ? all.length - 1 : end;
    const prefix = all.slice(start + "s\t".length, all.indexOf("\t", start + "s\t".length));
    blocks.set(prefix, all.slice(start, to));
  }
  return { source, blocks };
}
