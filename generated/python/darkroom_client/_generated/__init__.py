# Written by `bun run generate`. Do not edit.
