export { type DifferenceInterval, newcombeDifference, type Proportion } from "./newcombe.ts";
export { type Interval, wilsonInterval } from "./wilson.ts";
