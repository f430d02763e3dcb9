/** Runs in every test process before its first file: see `preload` in bunfig.toml. */
import { plugin } from "bun";
import { findTempRoot } from "./support/temp-root.ts";

// Ends a test that hangs. It is the only limit of a test: how long one takes depends on the machine. Fault
// tests take minutes: their runner sets the variable.
const timeoutMs = Number(process.env.TEST_TIMEOUT_MS ?? 120_000);

// Bun resets the default timeout for each file, so each file sets it. On its first line, to keep the
// line numbers of the file.
const setTimeoutFirst =
  'import { setDefaultTimeout as setFileTimeout } from "bun:test"; ' +
  `setFileTimeout(${timeoutMs}); `;

plugin({
  name: "default timeout of each test file",
  setup({ onLoad }) {
    onLoad({ filter: /\.(?:test|fault|ha)\.ts$/ }, async ({ path }) => ({
      contents: setTimeoutFirst + (await Bun.file(path).text()),
      loader: "ts",
    }));
  },
});

// `bun run test` has chosen a folder already.
if (process.env.TEST_DATABASE_URL === undefined) process.env.TMPDIR = findTempRoot();
