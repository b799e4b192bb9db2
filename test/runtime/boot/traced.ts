/** An instance and revisions whose hooks write down, in a file, that they ran, and with what. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Instance, type Files } from "./instance";

export const EVENTS = [
  "ApplicationStop",
  "BeforeInstall",
  "AfterInstall",
  "ApplicationStart",
  "ValidateService",
];

export interface Traced {
  readonly instance: Instance;
  /** Where its revisions are copied to. */
  readonly destination: string;
  /** What the hooks wrote down. */
  readonly trace: string;
  /** What user data tells the installer, and the hooks through it. */
  readonly environment: Readonly<Record<string, string>>;
}

export function tracedInstance(): Traced {
  const instance = new Instance();
  const trace = join(instance.disk, "trace");
  const environment = {
    TRACE: trace,
    APPLICATION_NAME: "storefront",
    DEPLOYMENT_GROUP_NAME: "shop-dev-storefront-fleet-blue",
    PORT: "8080",
  };
  return { instance, destination: join(instance.disk, "srv", "app"), trace, environment };
}

/** A revision's files, with some of them changed. */
export function traced(destination: string, changes: Files = {}): Files {
  const hooks = EVENTS.map((event) => `  ${event}:\n    - location: scripts/trace\n`).join("");
  return {
    "appspec.yml":
      "version: 0.0\nos: linux\nfiles:\n" +
      `  - source: app\n    destination: ${destination}\n  - source: /notice.txt\n    destination: ${destination}/doc\n` +
      `hooks:\n${hooks}`,
    "app/main.py": "print('hello')\n",
    "app/bin/tool": "#!/bin/sh\n",
    "notice.txt": "notice\n",
    "scripts/trace":
      "#!/bin/sh\n" +
      'echo "$LIFECYCLE_EVENT $RELEASE_ID $DEPLOYMENT_ID $APPLICATION_NAME $DEPLOYMENT_GROUP_NAME $PORT" >> "$TRACE"\n',
    ...changes,
  };
}

export async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, "utf8")).trimEnd().split("\n");
}
