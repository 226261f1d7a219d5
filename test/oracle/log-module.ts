import type { Language } from './model.js'

/** The module that all programs write to what they do; it ends programs that do too much. */
const log = `lines«: string[]» = []

EXPORTfunction log(text«: string», more = '')«: string» {
  if (lines.push(text + more) > 300) throw new Error('too long')
  return text
}

EXPORTfunction codeOf(error«: unknown»)«: string» {
  if (!(error instanceof Error)) return 'no error'
  if ('code' in error) return String(error.code)
  return error.name === 'Error' ? error.message : error.name
}
`

/** The text of that module. */
export function logModule(language: Language): string {
  const isCommonJs = language === 'commonjs'
  const text = log.replaceAll('EXPORT', isCommonJs ? '' : 'export ').replace(/«([^»]*)»/g, language === 'typescript' ? '$1' : '')
  return isCommonJs ? `const ${text}\nmodule.exports = { lines, log, codeOf }\n` : `export const ${text}`
}
