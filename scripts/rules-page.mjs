// Writes docs/rules.md anew, out of what each rule says of itself; test/agreement/rules.test.ts says when that is due.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { format, resolveConfig } from "prettier";

const require = createRequire(import.meta.url);
require("ts-node/register/transpile-only");
const { rules } = require("../policy/registry.ts");
const { rulesPage } = require("../test/policy/rules-page.ts");

const file = "docs/rules.md";
writeFileSync(file, await format(rulesPage(rules), { ...(await resolveConfig(file)), parser: "markdown" }));
