import tseslint from "typescript-eslint";
import { importX } from "eslint-plugin-import-x";

/** Who may import whom (docs/architecture.md): each folder lists the folders of ours it may reach. */
const mayImport = {
  startup: [],
  refusal: [],
  processes: [],
  wire: [],
  naming: ["refusal"],
  settings: ["refusal"],
  components: ["naming", "refusal"],
  stacks: ["startup", "components", "settings", "naming", "refusal"],
  runtime: ["naming", "refusal"],
  policy: ["startup", "wire", "naming", "refusal"],
  packaging: ["processes", "naming", "refusal"],
  local: ["startup", "processes", "wire", "settings", "naming", "refusal"],
  cli: [
    "runtime",
    "processes",
    "wire",
    "settings",
    "naming",
    "refusal",
    "components",
    "packaging",
    "policy",
    "local",
  ],
};
const folders = Object.keys(mayImport);
/** The planes of the local AWS: each is useful without the others, but for those it lists. */
const planes = {
  functions: [],
  "http-api": [],
  instances: [],
  "load-balancer": [],
  mirror: [],
  moto: [],
  pipelines: [],
  // Whom they deliver to, count, or judge.
  events: ["functions"],
  metrics: ["functions", "load-balancer"],
  alarms: ["events", "metrics"],
};

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", ".multistage/", "examples/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      "import-x/resolver": { node: { extensions: [".ts", ".js"] } },
      "import-x/extensions": [".ts"],
    },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            ...folders.map((folder) => ({
              target: `./${folder}`,
              from: "./",
              except: ["./node_modules", `./${folder}`, ...mayImport[folder].map((name) => `./${name}`)],
              message: `${folder}/ may import of ours only: ${mayImport[folder].join(", ") || "nothing"}`,
            })),
            ...Object.entries(planes).map(([plane, known]) => ({
              target: `./local/${plane}`,
              from: Object.keys(planes)
                .filter((other) => other !== plane && !known.includes(other))
                .map((other) => `./local/${other}`),
              message: `local/${plane}/ may import of other planes only: ${known.join(", ") || "none"}`,
            })),
          ],
        },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // A component is made for its effect on the engine; its value is often not needed.
      "no-new": "off",
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  { files: ["**/*.mjs", "**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
  // CommonJS that Node.js starts as it is.
  { files: ["**/*.js"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
