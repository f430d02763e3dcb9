// ICC.1:2022, section 7.2: a header of 128 bytes with this signature.
const SIGNATURE = "acsp";
const SIGNATURE_AT = 36;

/** How many bytes of a color profile `isColorProfile` needs. */
export const PROFILE_HEAD_BYTES = SIGNATURE_AT + SIGNATURE.length;

/** Returns whether bytes are the start of a color profile. A file can have other data in its place. */
export function isColorProfile(bytes: Uint8Array): boolean {
  const signature = bytes.subarray(SIGNATURE_AT, PROFILE_HEAD_BYTES);
  return Buffer.from(signature).toString("latin1") === SIGNATURE;
}
