import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import packageJson from "../../../package.json";
import { showBalance, showQuote } from "./account-tools.ts";
import { results, schemas } from "./arguments.ts";
import { createImages, showStatus } from "./image-tools.ts";
import { type ToolCall, toHandler } from "./tool-call.ts";

/** The names of the tools. */
export const TOOLS = ["generate", "edit", "status", "balance", "quote"] as const;

const INSTRUCTIONS =
  "Images cost credits. quote returns a price without charging anything; results contain what was " +
  "charged. If images are not finished in time, call status with the generation_id.";
const CREATES = { readOnlyHint: false, destructiveHint: false, openWorldHint: true };
const READS = { readOnlyHint: true, openWorldHint: false };
// Required by the SDK for elicitation, which no tool uses. Its default compiles schemas for each request.
const NO_VALIDATOR = {
  getValidator() {
    throw new Error("No tool asks the client for input.");
  },
};

/** Returns the server of one request, with the tools for its caller. */
export function createMcpServer(call: ToolCall): McpServer {
  const { name, version } = packageJson;
  const server = new McpServer(
    { name, version },
    { instructions: INSTRUCTIONS, jsonSchemaValidator: NO_VALIDATOR },
  );
  registerImageTools(server, call);
  registerAccountTools(server, call);
  return server;
}

function registerImageTools(server: McpServer, call: ToolCall): void {
  const [generate, edit, status] = TOOLS;
  server.registerTool(
    generate,
    {
      title: "Generate images",
      description: "Generates images from a prompt. The result contains what was charged.",
      inputSchema: schemas.generate,
      outputSchema: results.generation,
      annotations: CREATES,
    },
    toHandler(call, "generate", createImages),
  );
  server.registerTool(
    edit,
    {
      title: "Edit images",
      description: "Creates images from a prompt and 1 to 16 images.",
      inputSchema: schemas.edit,
      outputSchema: results.generation,
      annotations: CREATES,
    },
    toHandler(call, "generate", createImages),
  );
  server.registerTool(
    status,
    {
      title: "Get a generation",
      description: "Returns the state of a generation, its images and what was charged.",
      inputSchema: schemas.status,
      outputSchema: results.generation,
      annotations: READS,
    },
    toHandler(call, "read", showStatus),
  );
}

function registerAccountTools(server: McpServer, call: ToolCall): void {
  const [, , , balance, quote] = TOOLS;
  server.registerTool(
    balance,
    {
      title: "Get the balance",
      description: "Returns the credits of the account and the budget of the API key.",
      inputSchema: schemas.balance,
      outputSchema: results.balance,
      annotations: READS,
    },
    toHandler(call, "read", showBalance),
  );
  server.registerTool(
    quote,
    {
      title: "Get a price",
      description: "Returns the price of images. Nothing is created or charged.",
      inputSchema: schemas.quote,
      outputSchema: results.quote,
      annotations: READS,
    },
    toHandler(call, "read", showQuote),
  );
}
