import { AxisBottom, AxisLeft } from "@visx/axis";
import { GridRows } from "@visx/grid";
import { useParentSize } from "@visx/responsive";
import { scaleBand, scaleLinear, scaleOrdinal } from "@visx/scale";
import { BarStack } from "@visx/shape";
import { useEffect, useState } from "react";
import { type BarChartProps, FILLS } from "./bar-series.ts";
import { useFormat } from "./format.ts";

const HEIGHT = 224;
const MARGIN = { top: 8, bottom: 28, left: 44 };
// Minimum bar width in pixels that can be hovered. With more bars the chart scrolls.
const MIN_BAR_WIDTH = 2;
const LABEL_WIDTH = 72;
const MAX_BAR_WIDTH = 56;

type Stack = Record<string, number>;

/** The chart, in a separate module because its library is large. */
export function BarChartSvg(props: BarChartProps) {
  const { parentRef, node, width } = useParentSize({ debounceTime: 50 });
  const minWidth = MARGIN.left + props.names.length * MIN_BAR_WIDTH;
  // The newest values are at the right end.
  useEffect(() => {
    node?.scrollTo({ left: minWidth });
  }, [node, minWidth, width]);
  return (
    <div
      ref={parentRef}
      className="overflow-x-auto overflow-y-hidden"
      {...(minWidth > width && { tabIndex: 0, role: "region", "aria-label": props.label })}
    >
      {width > 0 && <Plot {...props} width={Math.max(width, minWidth)} />}
    </div>
  );
}

function Plot({ label, names, series, onHover, width }: BarChartProps & { width: number }) {
  const format = useFormat();
  const layout = createLayout({ names, series, width });
  const [hovered, setHovered] = useState<number>();
  const hover = (index: number | undefined) => {
    setHovered(index);
    onHover?.(index);
  };
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={label} className="block">
      <GridRows
        scale={layout.y}
        left={MARGIN.left}
        width={width - MARGIN.left}
        tickValues={toTicks(layout.y)}
        className="stroke-line"
        stroke=""
      />
      <Bars layout={layout} hovered={hovered} />
      <Axes layout={layout} names={names} number={format.compact} />
      <HoverTargets layout={layout} names={names} onHover={hover} />
    </svg>
  );
}

function Bars({ layout, hovered }: { layout: Layout; hovered: number | undefined }) {
  const { x, y, stacks, keys, fills } = layout;
  const thickness = Math.min(MAX_BAR_WIDTH, x.bandwidth());
  return (
    <BarStack
      data={stacks}
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
              className={`${bar.color} ${opacityClass(hovered, bar.index)}`}
            />
          )),
        )
      }
    </BarStack>
  );
}

interface HoverTargetsProps {
  layout: Layout;
  names: string[];
  onHover: (index: number | undefined) => void;
}

/** Transparent targets over the full height, so that short bars can be hovered. */
function HoverTargets({ layout: { x }, names, onHover }: HoverTargetsProps) {
  return (
    <g onPointerLeave={() => onHover(undefined)}>
      {names.map((_, index) => (
        <rect
          key={index}
          x={(x(index) ?? 0) - (x.step() - x.bandwidth()) / 2}
          y={0}
          width={x.step()}
          height={HEIGHT}
          fillOpacity={0}
          onPointerEnter={() => onHover(index)}
          onPointerDown={() => onHover(index)}
        />
      ))}
    </g>
  );
}

function opacityClass(hovered: number | undefined, index: number): string {
  return hovered === undefined || hovered === index ? "" : "opacity-40";
}

type Layout = ReturnType<typeof createLayout>;
interface AxesProps {
  layout: Layout;
  names: string[];
  number: (value: number) => string;
}

function Axes({ layout: { x, y }, names, number }: AxesProps) {
  const [from = 0, to = 0] = x.range();
  const every = Math.max(1, Math.ceil((names.length * LABEL_WIDTH) / Math.max(1, to - from)));
  const text = { fill: "", stroke: "", fontFamily: "inherit", className: "fill-ink-3 text-small" };
  return (
    <>
      <AxisLeft
        scale={y}
        left={MARGIN.left}
        tickValues={toTicks(y)}
        tickFormat={(value) => number(Number(value))}
        hideAxisLine
        hideTicks
        tickLabelProps={{ ...text, dx: -4, dy: 4, textAnchor: "end" }}
      />
      <AxisBottom
        scale={x}
        top={HEIGHT - MARGIN.bottom}
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

function createLayout({
  names,
  series,
  width,
}: Pick<BarChartProps, "names" | "series"> & { width: number }) {
  const keys = [...series.keys()].map(String);
  const stacks = names.map((_, index): Stack => {
    const values = series.map(({ values }, key) => [String(key), values[index] ?? 0]);
    return { index, ...Object.fromEntries(values) };
  });
  const heights = names.map((_, at) =>
    series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  );
  const x = scaleBand({
    domain: [...names.keys()],
    range: [MARGIN.left, width],
    padding: 0.25,
  });
  const y = scaleLinear({
    domain: [0, Math.max(1, ...heights)],
    range: [HEIGHT - MARGIN.bottom, MARGIN.top],
    nice: 4,
  });
  const fills = scaleOrdinal({ domain: keys, range: FILLS });
  return { x, y, stacks, keys, fills };
}

// Integers only: images and credits have no fractions.
function toTicks(y: Layout["y"]): number[] {
  return y.ticks(4).filter(Number.isInteger);
}
