import { AxisBottom, AxisLeft } from "@visx/axis";
import { GridRows } from "@visx/grid";
import { useParentSize } from "@visx/responsive";
import { scaleBand, scaleLinear, scaleOrdinal } from "@visx/scale";
import { BarStack } from "@visx/shape";
import { useEffect, useState } from "react";
import { type BarsProps, FILLS } from "./bar-series.ts";
import { useFormat } from "./format.ts";

const HEIGHT = 224;
const AROUND = { top: 8, bottom: 28, left: 44 };
// Narrower bars cannot be pointed at: the chart scrolls instead.
const THINNEST = 2;
const NAME_WIDTH = 72;
const WIDEST = 56;

type Pile = Record<string, number>;

/** The chart itself, with the library that draws it. */
export function BarChartSvg(props: BarsProps) {
  const { parentRef, node, width } = useParentSize({ debounceTime: 50 });
  const least = AROUND.left + props.names.length * THINNEST;
  // What is newest stands at the end, and is looked for first.
  useEffect(() => {
    node?.scrollTo({ left: least });
  }, [node, least, width]);
  return (
    <div
      ref={parentRef}
      className="overflow-x-auto overflow-y-hidden"
      {...(least > width && { tabIndex: 0, role: "region", "aria-label": props.label })}
    >
      {width > 0 && <Plot {...props} width={Math.max(width, least)} />}
    </div>
  );
}

function Plot({ label, names, series, onPoint, width }: BarsProps & { width: number }) {
  const format = useFormat();
  const plan = layOut({ names, series, width });
  const [pointed, setPointed] = useState<number>();
  const point = (index: number | undefined) => {
    setPointed(index);
    onPoint?.(index);
  };
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={label} className="block">
      <GridRows
        scale={plan.y}
        left={AROUND.left}
        width={width - AROUND.left}
        tickValues={toTicks(plan.y)}
        className="stroke-line"
        stroke=""
      />
      <Piles plan={plan} pointed={pointed} />
      <Axes plan={plan} names={names} number={format.short} />
      <Targets plan={plan} names={names} point={point} />
    </svg>
  );
}

function Piles({ plan, pointed }: { plan: Plan; pointed: number | undefined }) {
  const { x, y, piles, keys, fills } = plan;
  const thickness = Math.min(WIDEST, x.bandwidth());
  return (
    <BarStack
      data={piles}
      keys={keys}
      x={({ index }) => index ?? 0}
      xScale={x}
      yScale={y}
      color={fills}
    >
      {(stacks) =>
        stacks.flatMap(({ bars }) =>
          bars.map((bar) => (
            <rect
              key={`${bar.key}-${bar.index}`}
              x={bar.x + (x.bandwidth() - thickness) / 2}
              y={bar.y}
              width={thickness}
              height={bar.height}
              className={`${bar.color} ${faded(pointed, bar.index)}`}
            />
          )),
        )
      }
    </BarStack>
  );
}

interface TargetsProps {
  plan: Plan;
  names: string[];
  point: (index: number | undefined) => void;
}

/** Each bar is pointed at in the whole of its height. */
function Targets({ plan: { x }, names, point }: TargetsProps) {
  return (
    <g onPointerLeave={() => point(undefined)}>
      {names.map((_, index) => (
        <rect
          key={index}
          x={(x(index) ?? 0) - (x.step() - x.bandwidth()) / 2}
          y={0}
          width={x.step()}
          height={HEIGHT}
          fillOpacity={0}
          onPointerEnter={() => point(index)}
          onPointerDown={() => point(index)}
        />
      ))}
    </g>
  );
}

function faded(pointed: number | undefined, index: number): string {
  return pointed === undefined || pointed === index ? "" : "opacity-40";
}

type Plan = ReturnType<typeof layOut>;
interface AxesProps {
  plan: Plan;
  names: string[];
  number: (value: number) => string;
}

function Axes({ plan: { x, y }, names, number }: AxesProps) {
  const [from = 0, to = 0] = x.range();
  const every = Math.max(1, Math.ceil((names.length * NAME_WIDTH) / Math.max(1, to - from)));
  const text = { fill: "", stroke: "", fontFamily: "inherit", className: "fill-ink-3 text-small" };
  return (
    <>
      <AxisLeft
        scale={y}
        left={AROUND.left}
        tickValues={toTicks(y)}
        tickFormat={(value) => number(Number(value))}
        hideAxisLine
        hideTicks
        tickLabelProps={{ ...text, dx: -4, dy: 4, textAnchor: "end" }}
      />
      <AxisBottom
        scale={x}
        top={HEIGHT - AROUND.bottom}
        tickValues={[...names.keys()].filter((index) => index % every === 0)}
        tickFormat={(index) => names[Number(index)] ?? ""}
        hideTicks
        stroke=""
        axisLineClassName="stroke-edge"
        tickLabelProps={{ ...text, textAnchor: "middle", dy: 4 }}
      />
    </>
  );
}

function layOut({ names, series, width }: Pick<BarsProps, "names" | "series"> & { width: number }) {
  const keys = [...series.keys()].map(String);
  const piles = names.map((_, index): Pile => {
    const values = series.map(({ values }, key) => [String(key), values[index] ?? 0]);
    return { index, ...Object.fromEntries(values) };
  });
  const heights = names.map((_, at) =>
    series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  );
  const x = scaleBand({
    domain: [...names.keys()],
    range: [AROUND.left, width],
    padding: 0.25,
  });
  const y = scaleLinear({
    domain: [0, Math.max(1, ...heights)],
    range: [HEIGHT - AROUND.bottom, AROUND.top],
    nice: 4,
  });
  const fills = scaleOrdinal({ domain: keys, range: FILLS });
  return { x, y, piles, keys, fills };
}

// Whole numbers only: there is no half picture.
function toTicks(y: Plan["y"]): number[] {
  return y.ticks(4).filter(Number.isInteger);
}
