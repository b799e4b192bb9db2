/** The second step of a release: the revision on the idle fleet, and proof that it is healthy. Called by the pipeline. */
import { refuseJobs } from "../refuse-job";

export const handler = refuseJobs("deploy");
