// Instructions that stable-diffusion.cpp and web UIs for Stable Diffusion read from the prompt: JSON that
// overrides any parameter of the server, and files to load.
const CONTROL_SYNTAX = /<\/?\s*(?:sd_cpp_extra_args|(?:lora|lyco|hypernet)\s*:)/i;

/** Returns why a prompt is rejected, or undefined. OpenAI itself treats all of a prompt as text. */
export function findPromptFault(baseUrl: string, prompt: string): string | undefined {
  if (new URL(baseUrl).hostname === "api.openai.com" || !CONTROL_SYNTAX.test(prompt))
    return undefined;
  return "The prompt must not contain <sd_cpp_extra_args>, <lora:…>, <lyco:…> or <hypernet:…>.";
}
