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

/** Lines that stayed, and those that were rewritten in their place, each from the one it has most of. */
function movedLines(old: string[], now: string[]): Map<number, number> {
  const origins = new Map<number, number>()
  let [oldLine, newLine] = [1, 1]
  let removedLines: { text: string, line: number }[] = []
  for (const { added, removed, value } of diffArrays(old, now, { comparator: isSameLine })) {
    if (removed) removedLines = value.map((text, index) => ({ text, line: oldLine + index }))
    if (added) value.forEach((text, index) => { const origin = likest(text, removedLines); if (origin) origins.set(newLine + index, origin) })
    if (!added && !removed) value.forEach((_, index) => { origins.set(newLine + index, oldLine + index) })
    if (!removed) removedLines = []
    if (!added) oldLine += value.length
    if (!removed) newLine += value.length
  }
  return origins
}

/** A line that only closes something says nothing of where it comes from. */
function isSameLine(one: string, other: string): boolean {
  return one === other && /\w/.test(one)
}

/** The line that has most words of the text, where it has most of them. */
function likest(text: string, lines: readonly { text: string, line: number }[]): number | undefined {
  const words = wordsOf(text)
  const shared = (line: string): number => wordsOf(line).filter((word) => words.includes(word)).length
  const [best] = [...lines].sort((one, other) => shared(other.text) - shared(one.text))
  return best && shared(best.text) * 2 > words.length ? best.line : undefined
}

function wordsOf(text: string): string[] {
  return text.match(/\w+/g) ?? []
}

/** Without what conversions write or take away. */
function plainLines(text: string): string[] {
  const promised = /: Promise<(.+?)>(?= (?:\{|=>))/g
  const written = /\b(?:async|await|export) |(?:As|S)ync\d*\b|\bfs\.|\bpromises\.|[\s();]/g
  return text.split(/\r?\n/).map((line) => line.replace(promised, ': $1').replace(written, ''))
}
