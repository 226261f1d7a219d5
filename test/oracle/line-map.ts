import { diffArrays } from 'diff'

/**
 * Says for a line of a converted file which lines of the original it may come from. What a conversion adds to a line is
 * not looked at, so that the lines of a twin are those of its original.
 */
export function lineMap(before: string, after: string): (line: number) => number[] {
  const [old, now] = [plainLines(before), plainLines(after)]
  const moved = movedLines(old, now)
  const originsOf = (line: number): number[] => {
    const origin = moved.get(line)
    if (origin !== undefined) return [origin]
    const same = old.flatMap((text, index) => (text === now[line - 1] ? [index + 1] : []))
    return same.length > 0 || line <= 1 ? same : originsOf(line - 1).map((previous) => previous + 1)
  }
  return originsOf
}

function movedLines(old: string[], now: string[]): Map<number, number> {
  const origins = new Map<number, number>()
  let [oldLine, newLine] = [1, 1]
  for (const { added, removed, value } of diffArrays(old, now)) {
    if (!added && !removed) value.forEach((_, index) => { origins.set(newLine + index, oldLine + index) })
    if (!added) oldLine += value.length
    if (!removed) newLine += value.length
  }
  return origins
}

/** Without what conversions write or take away. */
function plainLines(text: string): string[] {
  const promised = /: Promise<(.+?)>(?= (?:\{|=>))/g
  const written = /\b(?:async|await|export) |(?:As|S)ync\d*\b|\bfs\.|\bpromises\.|[\s();]/g
  return text.split(/\r?\n/).map((line) => line.replace(promised, ': $1').replace(written, ''))
}
