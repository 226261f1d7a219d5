/**
 * The lowest major version that a range such as `^20.11 || >=22` allows: 20. Undefined where it has no lower bound, or is
 * written in a way that is not known here.
 */
export function lowestNode(range: unknown): number | undefined {
  if (typeof range !== 'string') return undefined
  const lowest = range.split('||').map(lowestOfAll)
  return lowest.some((major) => major === undefined) ? undefined : Math.min(...lowest.filter((major) => major !== undefined))
}

/** All parts of a list hold at once, so that the highest of their lower bounds counts. */
function lowestOfAll(parts: string): number | undefined {
  const bounds = parts.replace(/\s+-\s+\S+/g, ' ').replace(/([<>=^~])\s+/g, '$1').trim().split(/\s+/).map(boundOf)
  const known = bounds.filter((bound) => typeof bound === 'number')
  return bounds.includes('unknown') || known.length === 0 ? undefined : Math.max(...known)
}

/** `>21` allows 21.1; what only says where a range ends bounds nothing from below. */
function boundOf(part: string): number | 'upper' | 'unknown' {
  if (/^<=?v?\d[\w.+-]*$/.test(part)) return 'upper'
  const [, major] = /^(?:[~^=]|~>|>=?)?v?(\d+)(?:\.[\dx*][\w.*+-]*)?$/i.exec(part) ?? []
  return major === undefined ? 'unknown' : Number(major)
}
