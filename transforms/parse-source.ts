import getParser from 'jscodeshift/src/getParser.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** For scripts that no module could be: `with`, `await` as a name, two functions or parameters of one name. */
const scriptOptions = {
  sourceType: 'script',
  allowReturnOutsideFunction: true,
  tokens: true,
  plugins: ['jsx'],
}

/** Parses a file as jscodeshift does, by its extension. */
export function parseSource(source: string, file: string): unknown {
  const language = languageOf(file)
  try {
    return getParser(language).parse(source)
  } catch (error) {
    const script = language === 'babylon' ? parseScript(source) : undefined
    if (script !== undefined) return script
    const message = error instanceof Error ? error.message : String(error)
    throw new UnsupportedRewrite(`Babel's parser cannot read this file: ${message}`, { start: 0, end: 0 })
  }
}

/** The name by which jscodeshift knows the parser for a file: `tsx` fails on `<T>x` casts. */
export function languageOf(file: string): 'babylon' | 'ts' | 'tsx' {
  if (file.endsWith('.tsx')) return 'tsx'
  return /\.[cm]?ts$/.test(file) ? 'ts' : 'babylon'
}

function parseScript(source: string): unknown {
  try {
    return getParser('babylon', scriptOptions).parse(source)
  } catch {
    return undefined
  }
}
