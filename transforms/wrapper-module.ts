// export function forwardRejection(handler) { … }

import type { FileFact, HandlerWrapper } from '../src/model/facts.js'
import { handlerWrappers } from './handler-wrappers/index.js'
import { inStyle } from './in-style.js'
import { languageOf } from './parse-source.js'
import { quoted, semicolon, type Style } from './style.js'

/** What a wrapper's module is written from. */
export interface WrapperModule {
  file: string
  wrapper: HandlerWrapper
  moduleKind: FileFact['moduleKind']
  style: Style
  /** It begins with 'use strict', as its surroundings do. */
  isStrict: boolean
}

/** Writes the module from which all files of a project take the function that they wrap handlers in. */
export function wrapperModuleText({ file, wrapper, moduleKind, style, isStrict }: WrapperModule): string {
  const { javascript, typescript, types } = handlerWrappers[wrapper]
  const isJavaScript = languageOf(file) === 'babylon'
  const text = inStyle(isJavaScript ? javascript : typescript, style)
  const isCommonJs = isJavaScript && moduleKind === 'commonjs'
  const [end, blank] = [semicolon(style), style.eol + style.eol]
  const imports = types && !isJavaScript ? [`import type { ${types.names.join(', ')} } from ${quoted(`${style.nodePrefix ? 'node:' : ''}${types.module}`, style)}${end}`] : []
  const exported = text.replace(new RegExp(`^function ${wrapper}`, 'gm'), `export function ${wrapper}`)
  if (!isCommonJs) return [...imports, exported].join(blank) + style.eol
  const heading = isStrict ? [`${quoted('use strict', style)}${end}`] : []
  return [...heading, text, `module.exports = { ${wrapper} }${end}`].join(blank) + style.eol
}

/** Whether a module that is there already is the one of an earlier run, or does as well. */
export function hasWrapper(text: string, wrapper: HandlerWrapper): boolean {
  return new RegExp(`\\b(function|const) ${wrapper}\\b`).test(text) && new RegExp(`export |exports\\b.*${wrapper}`).test(text)
}
