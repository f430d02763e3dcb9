const UNITS = [
  ["MB", 1024 * 1024],
  ["KB", 1024],
] as const;

/** Formats a size in the largest unit that divides it: 52428800 is "50 MB". */
export function formatBytes(bytes: number): string {
  const unit = UNITS.find(([, size]) => bytes >= size && bytes % size === 0);
  return unit === undefined ? `${bytes} bytes` : `${bytes / unit[1]} ${unit[0]}`;
}
