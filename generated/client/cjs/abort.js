"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.combineSignals = combineSignals;
exports.untilAborted = untilAborted;
exports.keepStreamSignal = keepStreamSignal;
exports.findStreamSignal = findStreamSignal;
/** The signals that were combined: Node.js 20 collects a timeout that only `AbortSignal.any` refers to. */
const sources = new WeakMap();
/** The signals of responses that are read as streams. The request of one refers weakly to it, too. */
const streamSignals = new WeakMap();
/** Returns a signal that aborts with the first of others; undefined if there are none. */
function combineSignals(signals) {
  if (signals.length < 2) return signals[0];
  const combined = AbortSignal.any(signals);
  sources.set(combined, signals);
  return combined;
}
/**
 * Returns the result of a promise, or throws the reason of a signal as soon as it aborts. For promises that
 * do not follow the signal, such as that of the content of a file.
 */
async function untilAborted(result, signal) {
  if (signal === undefined) return result;
  let leave = () => {};
  const aborted = new Promise((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    if (signal.aborted) leave();
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
/** Keeps the signal of a call for the reading of its response, if that is a stream. */
function keepStreamSignal(body, signal) {
  if (signal !== undefined && body instanceof ReadableStream) streamSignals.set(body, signal);
}
/** Returns the signal that ends the reading of a stream. */
function findStreamSignal(stream) {
  return streamSignals.get(stream);
}
