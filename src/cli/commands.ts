import type { Command } from "./command.ts";
import { demo } from "./demo.ts";
import { serve } from "./serve.ts";
import { worker } from "./worker.ts";

/** Every command, in the order of the help. */
export const commands: Command[] = [serve, worker, demo];
