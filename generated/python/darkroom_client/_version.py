# Written by `bun run generate`. Do not edit.

VERSION = "0.1.0"
