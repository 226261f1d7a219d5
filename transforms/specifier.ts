import path from 'node:path'

const extension = /\.[mc]?[jt]sx?$/

/** How one file of a project imports another, with or without an extension as another of its imports has it. */
export function specifierOf(file: string, { from, like }: { from: string; like: string }): string {
  const relative = path.posix.relative(path.posix.dirname(from), file)
  const bare = relative.startsWith('.') ? relative : `./${relative}`
  const [habit] = extension.exec(like) ?? []
  if (habit === undefined) return bare.replace(extension, '')
  return /\.[mc]?tsx?$/.test(habit) ? bare : bare.replace(extension, compiled)
}

/** `.mts` → `.mjs` */
function compiled(written: string): string {
  return written.replace(/tsx?$/, 'js').replace('jsx', 'js')
}
