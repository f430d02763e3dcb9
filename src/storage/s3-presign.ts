import { createHash, createHmac } from "node:crypto";
import type { S3Config } from "../foundation/config.ts";
import { areTextsEqual, computeValidity, type Validity } from "./signed-links.ts";

const ALGORITHM = "AWS4-HMAC-SHA256";
// The certificate of AWS, a wildcard, does not cover names with a dot.
const HOST_LABEL = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/**
 * Returns a presigned URL to GET an object (AWS Signature Version 4). Written here because the SDK signs
 * asynchronously, and responses are rendered synchronously with a URL per image.
 */
export function presignGet(config: S3Config, key: string, lifetimeSeconds: number): string {
  return presignWithin(config, key, computeValidity(lifetimeSeconds));
}

/** Returns whether `presignGet` has returned a URL for this key and the URL is valid now. */
export function isPresigned(config: S3Config, key: string, url: string): boolean {
  const query = new URL(url).searchParams;
  const time = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get("X-Amz-Date") ?? "");
  const seconds = /^\d{1,6}$/.exec(query.get("X-Amz-Expires") ?? "");
  if (time === null || seconds === null) return false;
  const [, year, month, day, hour, minute, second] = time;
  const startsAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000;
  const expiresAt = startsAt + Number(seconds[0]);
  // False for a date that does not exist.
  if (!(Date.now() < expiresAt * 1000)) return false;
  return areTextsEqual(presignWithin(config, key, { startsAt, expiresAt }), url);
}

/**
 * Returns the base URL of the bucket's own objects, without a trailing slash: that of the requests of the
 * SDK. On AWS, a bucket is part of the host name only if the certificate and DNS allow it.
 */
export function toBucketUrl({ endpoint, bucket, region }: S3Config): string {
  if (endpoint) return `${endpoint}/${bucket}`;
  const host = `s3.${region}.${findAwsDomain(region)}`;
  return HOST_LABEL.test(bucket) ? `https://${bucket}.${host}` : `https://${host}/${bucket}`;
}

/** Returns the domain of the services of a region of AWS. */
function findAwsDomain(region: string): string {
  if (region.startsWith("cn-")) return "amazonaws.com.cn";
  return region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com";
}

function presignWithin(config: S3Config, key: string, { startsAt, expiresAt }: Validity): string {
  const { accessKeyId, region } = config;
  const url = new URL(`${toBucketUrl(config)}/${key}`);
  const time = new Date(startsAt * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const lifetimeSeconds = expiresAt - startsAt;
  // In the order of their names, which the signature requires.
  const query = [
    ["X-Amz-Algorithm", ALGORITHM],
    ["X-Amz-Credential", `${accessKeyId}/${scope}`],
    ["X-Amz-Date", time],
    ["X-Amz-Expires", `${lifetimeSeconds}`],
    ["X-Amz-SignedHeaders", "host"],
    ["response-cache-control", `private, max-age=${lifetimeSeconds}`],
  ];
  const search = query.map(([name = "", value = ""]) => `${name}=${encode(value)}`).join("&");
  const request = ["GET", url.pathname, search, `host:${url.host}\n`, "host", "UNSIGNED-PAYLOAD"];
  const digest = createHash("sha256").update(request.join("\n")).digest("hex");
  const text = [ALGORITHM, time, scope, digest].join("\n");
  const signature = mac(deriveKey(config, time), text).toString("hex");
  return `${url.origin}${url.pathname}?${search}&X-Amz-Signature=${signature}`;
}

function deriveKey({ secretAccessKey, region }: S3Config, time: string): Buffer {
  const dated = mac(`AWS4${secretAccessKey}`, time.slice(0, 8));
  return mac(mac(mac(dated, region), "s3"), "aws4_request");
}

function mac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** Encodes all characters that RFC 3986 does not call unreserved. */
function encode(text: string): string {
  const toHex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, toHex);
}
