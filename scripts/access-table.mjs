// Writes the tables of docs/access.md anew, out of the documents of the roles; test/agreement/access.test.ts says when
// that is due.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
require("ts-node/register/transpile-only");
const { withTables } = require("../test/components/access/tables.ts");

const file = "docs/access.md";
writeFileSync(file, await withTables(readFileSync(file, "utf8")));
