import { useFormat } from "./format.ts";

/** A time, with the exact time in its tooltip. */
export function Timestamp({ at, relative }: { at: string; relative?: boolean }) {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.dateTimeSeconds(at)} className="whitespace-nowrap">
      {relative ? format.relative(at) : format.dateTime(at)}
    </time>
  );
}
