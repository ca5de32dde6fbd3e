import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import './virtual-list.css';

export interface VirtualListProps {
  readonly label: string;
  readonly className?: string;
  readonly count: number;
  /** Height of every row in CSS pixels. */
  readonly rowPx: number;
  readonly row: (index: number) => ReactNode;
}

/** Rows beyond the edge that are drawn too, so that a quick scroll shows no gap. */
const SPARE = 8;

/** A list of which only the rows in sight are in the page, however long it is. */
export function VirtualList({ label, className = '', count, rowPx, row }: VirtualListProps): React.JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    if (!box.current) return undefined;
    const observer = new ResizeObserver(([entry]) => { setHeight(entry?.contentRect.height ?? 0); });
    observer.observe(box.current);
    return () => { observer.disconnect(); };
  }, []);
  const first = Math.max(0, Math.min(count - 1, Math.floor(top / rowPx) - SPARE));
  const last = Math.min(count, Math.ceil((top + height) / rowPx) + SPARE);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    <div ref={box} className={`virtual-list ${className}`} role="list" aria-label={label} tabIndex={0} onScroll={(event) => { setTop(event.currentTarget.scrollTop); }}>
      <div className="virtual-space" style={{ height: count * rowPx }}>
        {shown.map((index) => (
          <div key={index} className="virtual-row" role="listitem" aria-setsize={count} aria-posinset={index + 1} style={{ top: index * rowPx, height: rowPx }}>
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
