/** A stacked bar chart with one bar per name. */
export interface BarChartProps {
  /** The accessible name. The numbers must also be available as text near the chart. */
  label: string;
  /** Labels of the x axis, in order. */
  names: string[];
  /** From bottom to top, each with one value per name. */
  series: BarSeries[];
  /** Called with the index of the hovered bar, or undefined. */
  onHover?: (index: number | undefined) => void;
}

/** A series of a stacked bar chart: one value per bar. */
export interface BarSeries {
  name: string;
  values: number[];
}

/** The number of distinguishable series. Callers merge further series into one. */
export const MAX_SERIES = 5;

/** The colors of the series, in order, for the chart and its legend. */
export const FILLS = [
  "fill-chart-1",
  "fill-chart-2",
  "fill-chart-3",
  "fill-chart-4",
  "fill-chart-5",
];
