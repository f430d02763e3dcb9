/** Runs in every test process before its first file: see `preload` in bunfig.toml. */
import { setDefaultTimeout } from "bun:test";
import { findTempRoot } from "./support/temp-root.ts";

// A file that runs alone starts a database server first, which takes seconds on a busy machine.
setDefaultTimeout(30_000);

// `bun run test` has chosen a folder already.
if (process.env.TEST_DATABASE_URL === undefined) process.env.TMPDIR = findTempRoot();
