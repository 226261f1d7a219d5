import type { Span } from './model/ids.js'

/** Whether one span lies inside of another, or is the same. */
export function isInSpan(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
