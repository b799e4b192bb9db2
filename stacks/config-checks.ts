/** What the shape of the configuration cannot say: whether its parts fit each other and what is there. Pure. */
import { existingVpcProblems, newVpcProblems } from "../components/network/resolve";
import { appProblems } from "../components/serverless-service/resolve";
import { shown, type Problem, type Unchecked } from "../refusal/refusal";
import type { ServerlessConfig, StackConfig, Surroundings } from "./config";

export function networkProblems({ network }: Unchecked<StackConfig>): Problem[] {
  if (network === undefined) return [];
  const { create, existing } = network;
  const both = create !== undefined && existing !== undefined;
  if (both || (create === undefined && existing === undefined)) {
    const got = both ? "both" : "neither";
    return [
      { property: "network", rule: "either create or existing", got, remedy: "give exactly one of the two" },
    ];
  }
  return [
    ...(create === undefined ? [] : newVpcProblems(create, "network.create")),
    ...(existing === undefined ? [] : existingVpcProblems(existing, "network.existing")),
  ];
}

export function serviceProblems(config: Unchecked<StackConfig>, { fileExists }: Surroundings): Problem[] {
  const services = (config.services ?? []).map((service) => service ?? {});
  const names = services.map((service) => service.name);
  // While a name is missing or refused, nobody can say whose secrets the others are.
  const complete = config.services !== undefined && !names.includes(undefined);
  const strangers = Object.keys(config.secrets ?? {}).filter((name) => complete && !names.includes(name));
  return [
    ...services.flatMap((service, index) => {
      const path = `services[${index}]`;
      return [
        ...nameProblems(names, index, path),
        ...appProblems(service, `${path}.`),
        ...artifactProblems(service, fileExists, path),
        ...secretProblems(service, config.secrets?.[service.name ?? ""] ?? {}, path),
      ];
    }),
    ...strangers.map((name) => ({
      property: `secrets.${name}`,
      rule: `the name of a service (${names.join(", ")})`,
      got: shown(name),
      remedy: "remove it or rename it",
    })),
  ];
}

function nameProblems(names: readonly (string | undefined)[], index: number, path: string): Problem[] {
  const first = names.indexOf(names[index]);
  if (first === index || names[index] === undefined) return [];
  const rule = `a name no other service has (services[${first}] has it)`;
  return [{ property: `${path}.name`, rule, got: shown(names[index]), remedy: "rename one of them" }];
}

function artifactProblems(
  { artifact }: Unchecked<ServerlessConfig>,
  fileExists: Surroundings["fileExists"],
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
