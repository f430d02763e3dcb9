import { useLayoutEffect, useRef } from "react";
import { OfflineBar } from "../components/offline-bar.tsx";
import { UpdateBar } from "../components/update-bar.tsx";

/**
 * The bars at the top of every page. They stay there when the page is scrolled, and so does the navigation
 * below them: the CSS variable `--bars-height` is their height.
 */
export function StatusBars() {
  const bars = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current: element } = bars;
    if (element === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() =>
      style.setProperty("--bars-height", `${element.offsetHeight}px`),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={bars} className="sticky top-0 z-30">
      <OfflineBar />
      <UpdateBar />
    </div>
  );
}
