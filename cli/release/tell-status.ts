/** `multistage status`: a service, or all of a stage, beside what is recorded of them. */
import type { Session } from "../command";
import { Failure } from "../exit";
import { inWords } from "./aws/in-words";
import { consoleUrl } from "./aws/pipeline";
import { placeOf, type Place, type PlaceOptions } from "./place";
import { readService, registeredService, registeredServices } from "./read-services";
import { statusLines, type Telling } from "./status-lines";
import { statusOf, type ServiceStatus } from "./status";

/** So many services are read at once: AWS counts calls. */
const AT_ONCE = 4;

/**
 * @throws Failure where a service could not be read, after all others were told; Refusal as `placeOf` and
 * `registeredService` do
 */
export async function tellStatus(
  session: Session,
  service: string | undefined,
  options: PlaceOptions,
): Promise<void> {
  const { output } = session;
  const place = placeOf(session.project, options);
  const names =
    service === undefined ? await registeredServices(place) : [await registeredService(place, service)];
  const found: ServiceStatus[] = [];
  const failed: { service: string; why: string }[] = [];
  output.progress(`… reading ${names.join(", ")}`);
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE);
    const read = await Promise.allSettled(some.map((name) => readService(place, name)));
    for (const [index, one] of read.entries()) {
      if (one.status === "fulfilled") found.push(statusOf(one.value));
      else {
        const name = some[index] ?? "";
        failed.push({ service: name, why: inWords(one.reason, `read ${name}`).message });
      }
    }
  }
  const telling = tellingOf(place, output.colours);
  found.forEach((one, index) => {
    if (index > 0) output.line();
    for (const line of statusLines(one, telling)) output.line(line);
  });
  const missing = service === undefined ? notRegistered(place, names) : [];
  for (const name of missing)
    output.line(output.colours.yellow(`${name}: declared, and not registered yet; run pulumi up`));
  const { project, stage, region } = place;
  output.result({
    ok: failed.length === 0,
    project,
    stage,
    region,
    services: found,
    notRegistered: missing,
    failed,
  });
  if (failed.length > 0)
    throw new Failure(failed.map(({ service: name, why }) => `${name}: ${why}`).join("\n"));
}

function notRegistered({ declared }: Place, names: readonly string[]): string[] {
  return (declared?.released ?? []).filter((name) => !names.includes(name));
}

function tellingOf({ asTold, region }: Place, colours: Telling["colours"]): Telling {
  const shellRegion = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1";
  return {
    colours,
    asTold,
    consoleOf: (pipeline) => consoleUrl(region ?? shellRegion, pipeline),
    now: Date.now(),
  };
}
