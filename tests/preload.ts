/** Runs in every test process before its first file: see `preload` in bunfig.toml. */
import { setDefaultTimeout } from "bun:test";
import { findTempRoot } from "./support/temp-root.ts";

// A file that runs alone starts a database server first, which takes seconds on a busy machine. Fault
// tests take minutes: their runner sets the variable, because this call overrides `--timeout`.
setDefaultTimeout(Number(process.env.TEST_TIMEOUT_MS ?? 30_000));

// `bun run test` has chosen a folder already.
if (process.env.TEST_DATABASE_URL === undefined) process.env.TMPDIR = findTempRoot();
