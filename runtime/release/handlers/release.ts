/** The last step of a release: the users move to the idle fleet, which is then watched. Called by the pipeline. */
import { refuseJobs } from "../refuse-job";

export const handler = refuseJobs("release");
