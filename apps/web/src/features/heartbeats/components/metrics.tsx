import type { Threshold } from "@nightbell/shared/heartbeat/insight/insight";
import type { HeartbeatDetail, MetricView } from "@nightbell/shared/views/views";
import { counted } from "../../../lib/number.ts";
import { Section } from "../../../ui/section.tsx";
import { When } from "../../../ui/when.tsx";
import { chartOf, type Size } from "../model/chart.ts";
import { metricName, metricText } from "../model/metrics.ts";
import classes from "./metrics.module.css";

const SIZE: Size = { width: 320, height: 84, pad: 7 };

/** Every metric of a heartbeat as a small chart. Its own part of the app: lists and forms do without it. */
export default function Metrics({ heartbeat }: { heartbeat: HeartbeatDetail }) {
  return (
    <Section title="Metrics">
      <ul className={classes.grid}>
        {heartbeat.metrics
          .filter(({ points }) => points.length > 0)
          .map((metric) => (
            <li key={metric.name}>
              <MetricChart metric={metric} thresholds={heartbeat.input.thresholds} />
            </li>
          ))}
      </ul>
    </Section>
  );
}

function MetricChart({ metric, thresholds }: { metric: MetricView; thresholds: readonly Threshold[] }) {
  const limits = thresholds.filter((rule) => rule.metric === metric.name).map(({ value }) => value);
  const chart = chartOf(metric.points, limits, SIZE);
  const text = (value: number): string => metricText(metric.name, value);
  const flagged = metric.points.filter((point) => point.flagged).length;
  const [first, last] = [metric.points[0], metric.points.at(-1)];
  const range = chart.low === chart.high ? `always ${text(chart.low)}` : `${text(chart.low)} to ${text(chart.high)}`;
  return (
    <figure className={classes.metric}>
      <figcaption className={classes.head}>
        <span className={classes.name}>{metricName(metric.name)}</span>
        <strong className={classes.last}>{last === undefined ? "" : text(last.value)}</strong>
      </figcaption>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={`${metricName(metric.name)}: ${range}`}>
        {chart.guides.map((guide) => (
          <line key={guide.value} x1="0" x2={SIZE.width} y1={guide.y} y2={guide.y} className={classes.guide}>
            <title>limit {text(guide.value)}</title>
          </line>
        ))}
        <path d={chart.path} className={classes.line} />
        {chart.dots.map(({ x, y, point }) => (
          <Dot key={point.at} x={x} y={y} flagged={point.flagged} title={text(point.value)} />
        ))}
      </svg>
      <p className={classes.foot}>
        <span>{range}</span>
        {first === undefined ? null : (
          <span>
            since <When at={first.at} show="absolute" />
          </span>
        )}
      </p>
      {flagged === 0 ? null : (
        <p className={classes.flagged}>
          <svg width="10" height="10" aria-hidden="true">
            <Dot x={5} y={5} flagged title="" />
          </svg>
          {counted(flagged, "value")} out of the ordinary
        </p>
      )}
    </figure>
  );
}

/** A value; a flagged one is a diamond, so that it differs by shape as well. */
function Dot({ x, y, flagged, title }: { x: number; y: number; flagged: boolean; title: string }) {
  return flagged ? (
    <path d={`M${x} ${y - 4.6}l4.6 4.6l-4.6 4.6l-4.6 -4.6Z`} className={classes.flag}>
      <title>{title}, out of the ordinary</title>
    </path>
  ) : (
    <circle cx={x} cy={y} r="1.9" className={classes.dot}>
      <title>{title}</title>
    </circle>
  );
}
