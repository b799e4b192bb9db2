/** A call of a function (data source): checked as inputs are, then answered by local/aws/invokes. */
import { Refusal } from "../../../refusal/refusal";
import { invokes } from "../invokes";
import type { Making } from "../rows/row";
import type { CloudObject } from "../store/store";
import { checkInputs } from "../types/check";
import type { Values } from "../../../wire/values";
import { AwsError, unknownType } from "./errors";
import type { Parts } from "./parts";

/**
 * The answer of the function with that token to `args`; `making` has them as AWS takes them, and where.
 *
 * @throws Refusal for what the SDK does not declare or the local AWS does not answer, AwsError for what AWS refuses
 */
export async function invoke(
  { table, store, faults, emulator }: Parts,
  { inputs, place }: Making,
  token: string,
  args: Values,
): Promise<Values> {
  const declared = table.functions[token];
  if (declared === undefined) throw new Refusal(unknownType(token, Object.keys(table.functions)));
  const problems = checkInputs(table, token, declared, args);
  if (problems.length > 0) throw new Refusal(...problems);
  const answer = invokes[token];
  if (answer === undefined) {
    const rule = `a function the local AWS answers (${Object.keys(invokes).join(", ")})`;
    throw new Refusal({ property: "function", rule, got: token, remedy: "add it to local/aws/invokes" });
  }
  if ((await faults.strike("invoke", token)) !== undefined) {
    throw new AwsError("ServiceFailure", `${token} was made to fail`);
  }
  if (emulator === undefined || !token.startsWith("aws:ssm/")) return answer(inputs, place, store);
  const parameters = await emulator.parameters(place.region);
  const list = (): CloudObject[] => parameters.map((properties) => ({ type: "", key: "", properties }));
  return answer(inputs, place, { list });
}
