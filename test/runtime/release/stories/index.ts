/**
 * All stories: a row of the facts (§6.1 what goes wrong, §6.3 the list of tests) or of the design each. Rows that are not
 * the engine's: half-done DNS, Route53 throttled and a terminate event that is lost belong to the reconciliation of names
 * (issue 10); an unusable CodeDeploy group, to the install modes, of which the engine sees only whether instances report
 * the release.
 */
import type { Story } from "../world/story";
import { RE_RELEASES } from "./re-releases";
import { ALARMS } from "./alarms";
import { APPROVALS } from "./approvals";
import { BACK } from "./back";
import { BAKE } from "./bake";
import { BETWEEN } from "./between-releases";
import { CLOCK } from "./clock";
import { CONFIRM } from "./confirming";
import { CONTROL_PLANE } from "./control-plane";
import { CRASHES } from "./crashes";
import { EMPTYING } from "./emptying";
import { EXECUTIONS } from "./executions";
import { FIRST } from "./first";
import { FLEETS } from "./fleets";
import { GATE } from "./gate";
import { GROWTH } from "./growth";
import { KEPT } from "./kept";
import { ODD_RULE } from "./odd-rule";
import { PULUMI_UP } from "./pulumi-up";
import { SIZES } from "./sizes";
import { SWITCH } from "./switch";
import { TWICE } from "./twice";
import { REPAIRING } from "./repairs";
import { WEIGHTS } from "./weights";
import { WISHES } from "./wishes";

export const STORIES: readonly Story[] = [
  ...[CRASHES, CONTROL_PLANE, TWICE, EXECUTIONS, APPROVALS, CONFIRM],
  ...[FIRST, GATE, GROWTH, EMPTYING, ALARMS, SWITCH, BAKE, FLEETS],
  ...[BACK, RE_RELEASES, KEPT, SIZES, PULUMI_UP, CLOCK],
  ...[WEIGHTS, BETWEEN, ODD_RULE, WISHES, REPAIRING],
].flat();
