/** One bar for each of the names along the axis, piled up out of the series. */
export interface BarsProps {
  /** What the picture shows, for those who do not see it; its numbers stand beside it as text. */
  label: string;
  /** Along the axis, in this order. */
  names: string[];
  /** From the bottom up; each with one value for each name. */
  series: BarSeries[];
  /** The bar that is pointed at, or undefined. */
  onPoint?: (index: number | undefined) => void;
}

export interface BarSeries {
  name: string;
  values: number[];
}

/** So many series can be told apart; what is more has to be summed up. */
export const MOST_SERIES = 5;

/** The colours of the series, in their order, for the chart and for its legend. */
export const FILLS = [
  ...(["fill-chart-1", "fill-chart-2", "fill-chart-3"] as const),
  ...(["fill-chart-4", "fill-chart-5"] as const),
];
