/** `multistage package`: the artifacts of a stack's services, built from their sources. */
import { runs, type CommandFile } from "../command";

export const packageCommand: CommandFile = {
  define: (parent) => {
    parent
      .command("package")
      .description("build the artifact of every service of a stack whose entry names its source")
      .option("--stack <name>", "the stack whose services to package", "dev")
      .action(
        runs(async ({ output, signal, project }, command) => {
          const { packageServices } = await import("../packages/package-services");
          const { stack } = command.opts<{ stack: string }>();
          const packages = await packageServices(project, stack, { report: output.progress, signal });
          for (const { service, path, bytes, files } of packages) {
            output.line(`${service}: ${path}, ${(bytes / 1e6).toFixed(1)} MB, ${files} files`);
          }
          output.result({ ok: true, packages });
        }),
      );
  },
};
