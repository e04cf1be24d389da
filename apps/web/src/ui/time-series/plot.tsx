import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useEffectEvent, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useZone } from "../../lib/time/use-now.ts";
import type { Chart } from "./chart.ts";
import { dataOf, optionsOf } from "./plot-options.ts";

type Props = { chart: Chart; format: (value: number) => string; onLook: (index: number | null) => void };

/** Draws a chart in the width it is given; redrawn when the data, the zone or the colours change. */
export function Plot({ chart, format, onLook }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const zone = useZone();
  const scheme = useComputedColorScheme("light");
  const looked = useEffectEvent(onLook);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const style = getComputedStyle(element);
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    const font = `12px ${style.fontFamily}`;
    const options = optionsOf(chart, { ...size(), zone, format, colour, font, onLook: (index) => looked(index) });
    const plot = new uPlot(options, dataOf(chart), element);
    const observer = new ResizeObserver(() => plot.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [chart, format, zone, scheme]);
  return <div ref={box} style={{ width: "100%", height: "100%" }} />;
}
