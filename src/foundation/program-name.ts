/** Returns the command that starts this program, as in "bun src/main.ts". */
export function programName(): string {
  if (import.meta.path.includes("$bunfs") || import.meta.path.includes("~BUN")) return "darkroom";
  const bun = process.execPath.includes("_npx") ? `npx -y bun@${Bun.version}` : "bun";
  return `${bun} src/main.ts`;
}
