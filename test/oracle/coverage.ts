import { marksIn } from './marks.js'
import type { Program } from './model.js'
import { writeProgram } from './write-program.js'

/** How often a part of a script ran, by offsets; a part inside of another has a count of its own. */
export interface RanPart {
  file: string
  start: number
  end: number
  count: number
}

/** The lines of the grammar that a run of a program came by. TypeScript runs with other offsets, so it tells nothing. */
export function reachedIn(program: Program, parts: readonly RanPart[]): string[] {
  if (program.language === 'typescript') return []
  const texts = [...writeProgram(program, 'marked')]
  return texts.flatMap(([file, text]) => {
    const own = parts.filter((part) => part.file === file).sort((a, b) => (b.end - b.start) - (a.end - a.start))
    const hasRun = (offset: number): boolean => (own.findLast(({ start, end }) => start <= offset && offset < end)?.count ?? 0) > 0
    return marksIn(text).filter(({ offset }) => hasRun(offset)).map(({ production }) => production)
  })
}
