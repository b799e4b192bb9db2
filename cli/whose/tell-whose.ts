/** Looks for what a text names in the states of the project's stacks, and says whose it is. */
import { Refusal, shown } from "../../refusal/refusal";
import type { Session } from "../command";
import { Failure } from "../exit";
import { recorded } from "../rehearsal/exported";
import { answersOf } from "./answer";
import { projectsOf, stageByName, twinOf } from "./by-name";
import { answersLines } from "./lines";
import { readStates, type States, type Where } from "./states";

/** No ARN is longer (https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html: ResourceNameType). */
const LONGEST = 2048;

/**
 * Prints every resource that is named so.
 *
 * @throws Refusal when the text can name nothing, or there is no such stack; Failure when no state has it, with what
 * was searched
 */
export async function tellWhose(session: Session, given: string, where: Where): Promise<void> {
  const { output } = session;
  const text = given.trim();
  if (text === "" || text.length > LONGEST || /\p{Cc}/u.test(text)) {
    const rule = `an ARN, a name or an id of 1 to ${LONGEST} characters, on one line`;
    const got = text.length > LONGEST ? `${text.length} characters` : shown(text);
    throw new Refusal({ property: "arn-or-name", rule, got, remedy: "copy it from AWS" });
  }
  const read = await readStates(session, where);
  const answers = answersOf(text, [...read.states.values()]);
  if (answers.length === 0) throw new Failure(nobodys(text, read));
  for (const line of answersLines(answers)) output.line(line);
  output.result({ ok: true, searched: [...read.states.keys()], answers });
}

/** What was searched, and what the name alone says. */
function nobodys(text: string, { project, states }: States): string {
  const resources = [...states.values()].flatMap(recorded);
  const searched = [...states].map(([name, state]) => `${name} (${recorded(state).length} resources)`);
  const no = `no resource is called ${JSON.stringify(text)} in the states of ${project}: ${searched.join(", ")}`;
  const twin = twinOf(text, resources);
  if (twin !== undefined)
    return `${no}\n  one of the same name is in another account or region, and is not this one: ${twin}`;
  const stage = stageByName(text, [...new Set([project, ...projectsOf(resources)])]);
  if (stage !== undefined)
    return `${no}\n  by its name it is of stage ${stage.stage} of ${stage.project}, but no state has it: an orphan, another stack's or another program's`;
  return `${no}\n  what AWS makes by itself (the instances of a fleet, their volumes and interfaces) is in no state: its tags say whose it is`;
}
