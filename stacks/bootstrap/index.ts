/** What an AWS account has once, before its first stage: state and key, boundaries and the roles of CI. */
import { backendUrl, secretsProvider } from "../../components/access/account-names";
import { readAccount } from "./account";
import { createCostAllocationTags } from "./cost-allocation";
import { createStages } from "./stages";
import { createState } from "./state";
import { createTrusted } from "./trusted";

/**
 * Makes it, of the configuration of the stack it runs in; gives the stack's outputs.
 *
 * @throws RunError with everything that is wrong with the configuration, before anything is made
 */
export async function bootstrap(): Promise<Record<string, unknown>> {
  const account = await readAccount();
  createState(account);
  const trustAnchorArn = createTrusted(account);
  const roles = createStages(account);
  createCostAllocationTags(account);

  const { config, place } = account;
  return {
    backendUrl: backendUrl(config.project, place),
    secretsProviders: Object.fromEntries(
      config.stages.map(({ stage }) => [stage, secretsProvider({ project: config.project, stage }, place)]),
    ),
    roles,
    ...(trustAnchorArn === undefined ? {} : { trustAnchorArn }),
  };
}
