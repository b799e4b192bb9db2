/** `multistage connect`: a shell on an instance by its private name, through Systems Manager; nothing listens there. */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { otherThan, type Colour } from "../../naming/colours";
import { Refusal, type Problem } from "../../refusal/refusal";
import { colourOf } from "../../runtime/release/weights";
import type { Session } from "../command";
import { Failure } from "../exit";
import { said } from "./aws/in-words";
import { runningInstances, type RunningInstance } from "./aws/instances";
import { targetOf, type Target } from "./connect-name";
import { placeOf, type Place, type PlaceOptions } from "./place";
import { readService, registeredService } from "./read-services";
import { momentText } from "./times";

/**
 * Returns when the session is over; with --json says which instance it is, and starts nothing.
 *
 * @throws Refusal for a name that means no running instance, and where a program is missing; Failure as the session ends
 */
export async function connect(session: Session, name: string, options: PlaceOptions): Promise<void> {
  const { output } = session;
  const place = placeOf(session.project, options);
  const target = targetOf(name, place.zone);
  const found = await instancesOf(place, target, name);
  const [chosen] = found;
  if (chosen === undefined) throw new Failure(`${name} has no running instance`);
  const { instanceId } = chosen;
  const region = place.region === undefined ? [] : ["--region", place.region];
  const command = ["aws", "ssm", "start-session", "--target", instanceId, ...region];
  output.note(`${name}: ${instanceText(chosen)}`);
  for (const other of found.slice(1)) output.note(output.colours.dim(`  also ${instanceText(other)}`));
  output.result({ ok: true, name, instance: chosen, others: found.slice(1), command });
  if (output.json) return;
  const missing = missingPrograms();
  if (missing.length > 0) throw new Refusal(...missing);
  output.note(output.colours.dim(`$ ${command.join(" ")}`));
  const code = await run(command);
  if (code !== 0) throw new Failure(`the session with ${instanceId} ended with code ${code}`);
}

async function instancesOf(place: Place, target: Target, name: string): Promise<RunningInstance[]> {
  if (target.kind === "instance") {
    const { instanceId, service } = target;
    const found = await said(runningInstances(place, { instanceId }), `look for ${instanceId}`);
    if (found.some((one) => service === undefined || one.service === service)) return found;
    const rule = `an instance of ${service ?? `${place.project} ${place.stage}`} that runs`;
    throw new Refusal({ property: "name", rule, got: name, remedy: `try prd.${service ?? "<service>"}` });
  }
  const service = await registeredService(place, target.service);
  const colour = await colourOfSide(place, service, target.side);
  const found = await said(runningInstances(place, { service, colour }), `look for instances of ${service}`);
  if (found.length > 0) return found;
  const rule = "a name of instances that run";
  const remedy =
    target.side === "product" ? "multistage status shows why" : "the idle fleet is empty between releases";
  throw new Refusal({ property: "name", rule, got: `${name}, whose fleet is ${colour} and empty`, remedy });
}

/** Users are where the load balancer sends them; what is recorded goes where that cannot be read. */
async function colourOfSide(place: Place, service: string, side: "product" | "preProduct"): Promise<Colour> {
  const { observed, state } = await readService(place, service);
  const product = "value" in observed ? observed.value.product : undefined;
  const live = product !== undefined && "pair" in product ? colourOf(product.pair) : undefined;
  const serving = live ?? state.serving?.colour ?? "blue";
  return side === "product" ? serving : otherThan(serving);
}

function instanceText({ instanceId, service, colour, address, launchedAt }: RunningInstance): string {
  const of = [service, colour].filter((one) => one !== undefined).join(" ");
  return `${instanceId} (${of}${address === undefined ? "" : `, ${address}`}), since ${momentText(launchedAt)}`;
}

function missingPrograms(): Problem[] {
  return PROGRAMS.filter(({ program }) => !isOnPath(program)).map(({ program, remedy }) => ({
    property: program,
    rule: "installed, on PATH",
    got: "nothing",
    remedy,
  }));
}

const PROGRAMS = [
  {
    program: "aws",
    remedy:
      "install the AWS CLI: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
  },
  {
    program: "session-manager-plugin",
    remedy:
      "install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html",
  },
];

function isOnPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** While the session runs Ctrl-C belongs to it: it goes to the shell over there. */
async function run([program = "", ...args]: readonly string[]): Promise<number> {
  const listeners = process.rawListeners("SIGINT") as NodeJS.SignalsListener[];
  const ignore = (): void => undefined;
  process.removeAllListeners("SIGINT").on("SIGINT", ignore);
  try {
    return await new Promise((settle, reject) => {
      spawn(program, args, { stdio: "inherit" })
        .once("error", reject)
        .once("close", (code) => {
          settle(code ?? 1);
        });
    });
  } finally {
    process.off("SIGINT", ignore);
    for (const listener of listeners) process.on("SIGINT", listener);
  }
}
