/** Creates a decoder for base64 that arrives in pieces of any length. It throws SyntaxError if malformed. */
export function createBase64Decoder() {
  let carry = "";
  let isPadded = false;

  return (text: string, ends: boolean): Uint8Array => {
    const whole = carry + text;
    if (isPadded && whole.trim() !== "")
      throw new SyntaxError("Unexpected base64 data after the padding.");
    const bytes = new Uint8Array(Math.ceil(whole.length / 4) * 3);
    const lastChunkHandling = ends ? "loose" : "stop-before-partial";
    const { read, written } = bytes.setFromBase64(whole, { lastChunkHandling });
    isPadded ||= whole.slice(0, read).trimEnd().endsWith("=");
    carry = whole.slice(read);
    return bytes.subarray(0, written);
  };
}
