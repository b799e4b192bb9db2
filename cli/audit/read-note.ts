/** What an audit says that it looks at. Pure. */
import type { Kind } from "../../policy/iam/model";
import { counted } from "../../policy/output/summary";
import { visible } from "../../policy/output/visible";
import type { ReadDocuments } from "./read-folder";

/** More are not named. */
const MOST_NAMES = 5;

const WORDS: Readonly<Record<Kind, string>> = {
  identity: "identity",
  trust: "trust",
  resource: "resource",
  boundary: "boundary",
  scp: "service control",
};

/** `policies: 3 policy documents (2 identity, 1 trust) in 2 files; left out: 4 other JSON files`. */
export function readNote({ name, isFolder, files, others, unread }: ReadDocuments): string {
  const kinds = new Map<Kind, number>();
  for (const { kind } of files.flatMap(({ documents }) => documents))
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const count = [...kinds.values()].reduce((sum, one) => sum + one, 0);
  const each = [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, many]) => `${many} ${WORDS[kind]}`);
  const shown = unread.slice(0, MOST_NAMES).map(visible);
  const more = unread.length > shown.length ? [`${unread.length - shown.length} more`] : [];
  const left = [
    ...(others === 0 ? [] : [counted(others, "other JSON file")]),
    ...(unread.length === 0 ? [] : [`what is no JSON or too large: ${[...shown, ...more].join(", ")}`]),
  ];
  return [
    `${visible(name)}: ${counted(count, "policy document")}`,
    count === 0 ? "" : ` (${each.join(", ")})`,
    isFolder ? ` in ${counted(files.length, "file")}` : "",
    left.length === 0 ? "" : `; left out: ${left.join("; ")}`,
  ].join("");
}
