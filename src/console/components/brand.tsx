import mark from "../../design/mark.svg";

/** The logo and the product name. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2.5 text-large font-semibold tracking-tight">
      <img src={mark} alt="" width={26} height={26} />
      Darkroom
    </span>
  );
}
