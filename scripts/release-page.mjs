// Writes docs/release.md anew, out of what the guards say of themselves; test/agreement/release.test.ts says when that is due.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { format, resolveConfig } from "prettier";

const require = createRequire(import.meta.url);
require("ts-node/register/transpile-only");
const { releasePage } = require("../test/runtime/release/release-page.ts");

const file = "docs/release.md";
writeFileSync(file, await format(releasePage(), { ...(await resolveConfig(file)), parser: "markdown" }));
