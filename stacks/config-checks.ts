/** What the shape of the configuration cannot say: whether its parts fit each other and what is there. Pure. */
import { notificationProblems } from "../components/notifications/resolve";
import { stageProblems } from "../naming/identity";
import { serviceNameProblems } from "../naming/service-names";
import { furtherTagProblems } from "../naming/tag-rules";
import { shown, type Problem, type Unchecked } from "../refusal/refusal";
import type { StackConfig, Surroundings } from "./config";
import { blueGreenServiceProblems, tooManyProblems } from "./config-blue-green";
import { serverlessProblems } from "./config-serverless";

/** What names and tags are derived from. */
export function identityProblems({ project, stage, tags = {} }: Unchecked<StackConfig>): Problem[] {
  const further = Object.entries(tags).map(([key, value]) => [key, value ?? ""] as const);
  return [
    ...(project === undefined || stage === undefined ? [] : stageProblems({ project, stage })),
    ...furtherTagProblems(Object.fromEntries(further), "tags"),
  ];
}

export function releasesProblems({ releases }: Unchecked<StackConfig>): Problem[] {
  return [
    ...notificationProblems(releases?.approverEmails ?? [], "releases.approverEmails"),
    ...notificationProblems(releases?.alarmEmails ?? [], "releases.alarmEmails"),
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
        ...serviceNameProblems(names, index),
        ...(service.kind === "serverless" ? serverlessProblems(service, path, config, fileExists) : []),
        ...(service.kind === "blueGreen" ? blueGreenServiceProblems(service, index, config) : []),
      ];
    }),
    ...tooManyProblems(config),
    ...strangers.map((name) => ({
      property: `secrets.${name}`,
      rule: `the name of a service (${names.join(", ")})`,
      got: shown(name),
      remedy: "remove it or rename it",
    })),
  ];
}
