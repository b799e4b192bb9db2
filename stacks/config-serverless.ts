/** What the shape of a serverless service's entry cannot say: its app, its artifact, its secrets. Pure. */
import { appProblems } from "../components/serverless-service/resolve";
import { shown, type Problem, type Unchecked } from "../refusal/refusal";
import type { StackConfig, Surroundings } from "./config";
import type { ServerlessConfig } from "./config-services";

type FileExists = Surroundings["fileExists"];

export function serverlessProblems(
  service: Unchecked<ServerlessConfig>,
  path: string,
  config: Unchecked<StackConfig>,
  fileExists: FileExists,
): Problem[] {
  return [
    ...appProblems(service, `${path}.`),
    ...artifactProblems(service, fileExists, path),
    ...secretProblems(service, own(config.secrets, service.name), path),
  ];
}

/** The values under a service's own name: `constructor` is a name, too. */
function own(
  secrets: Unchecked<StackConfig>["secrets"],
  service: string | undefined,
): Readonly<Record<string, unknown>> {
  if (secrets === undefined || service === undefined || !Object.hasOwn(secrets, service)) return {};
  return secrets[service] ?? {};
}

function artifactProblems(
  { artifact }: Unchecked<ServerlessConfig>,
  fileExists: FileExists,
  path: string,
): Problem[] {
  if (artifact === undefined || fileExists(artifact)) return [];
  const remedy = "package the app first: npx multistage package --stack <stack>";
  return [{ property: `${path}.artifact`, rule: "a file that exists", got: shown(artifact), remedy }];
}

/** A service's secrets are named in its entry and valued under `secrets.<service>`; the two must agree. */
function secretProblems(
  { name, secrets = [], environment = {} }: Unchecked<ServerlessConfig>,
  values: Readonly<Record<string, unknown>>,
  path: string,
): Problem[] {
  const wanted = secrets.filter((variable) => variable !== undefined);
  const problem = (property: string, rule: string, got: string, remedy: string): Problem => ({
    property,
    rule,
    got,
    remedy,
  });
  return [
    ...wanted
      .filter((variable) => name !== undefined && !Object.hasOwn(values, variable))
      .map((variable) => {
        const remedy = `run: pulumi config set --secret --path 'multistage:secrets.${name}.${variable}'`;
        return problem(
          `secrets.${name}.${variable}`,
          `given, as ${path}.secrets names it`,
          "nothing",
          remedy,
        );
      }),
    ...wanted
      .filter((variable) => Object.hasOwn(environment, variable))
      .map((variable) => {
        const rule = "left out where the variable is a secret";
        return problem(`${path}.environment.${variable}`, rule, "a value in plain text", "remove it");
      }),
    ...Object.keys(values)
      .filter((variable) => !wanted.includes(variable))
      .map((variable) => {
        const rule = `one of the names in ${path}.secrets`;
        return problem(
          `secrets.${name}.${variable}`,
          rule,
          shown(variable),
          "add its name there, or remove it",
        );
      }),
  ];
}
