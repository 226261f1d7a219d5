import type { ApiRule } from '../../model/rules.js'
import { none } from '../targets.js'
import { noSwaps, ofOwner, swaps } from './swaps.js'

const prettier = { module: 'prettier', effect: 'read', versions: '<3' } as const
const ofFiles = ['getFileInfo', 'resolveConfig', 'resolveConfigFile']
const ofText = ['check', 'format', 'formatWithCursor']

/** Compilers, templates, and what finds their configurations. */
export const buildRules: readonly ApiRule[] = [
  ...swaps({ module: 'esbuild', effect: 'write' }, { buildSync: 'build' }),
  ...swaps({ module: 'esbuild', effect: 'none' }, { analyzeMetafileSync: 'analyzeMetafile', formatMessagesSync: 'formatMessages', transformSync: 'transform' }),
  // compileAsync keeps the main thread as long, and takes twice the time.
  ...noSwaps({ module: 'sass', effect: 'read' }, 'Compile when the program is built or starts, or use `compileAsync` of sass-embedded, which works in a process of its own; that of sass blocks as well.', ['compile', 'compileString', 'renderSync']),
  ...noSwaps({ ...prettier, effect: 'none' }, 'Format in a thread, or before the request: prettier 3 computes in the main thread as well.', ofText),
  ...ofFiles.map((name) => ofOwner({ ...prettier, name: `${name}.sync` })),
  ...noSwaps({ module: '@prettier/sync', effect: 'read' }, 'Await the function of the same name of prettier itself.', [...ofText, ...ofFiles]),
  ...noSwaps({ module: 'cosmiconfig', effect: 'read' }, 'Make the explorer with `cosmiconfig(…)`, and await what its `search` and `load` give.', ['PublicExplorerSync#load', 'PublicExplorerSync#search']),
  ...noSwaps({ module: 'pug', effect: 'read' }, 'Compile the template with `pug.compileFile(…)` when the program starts, and call the function that it gives.', ['renderFile']),
  { module: 'pug', name: 'compileFile', effect: 'read', target: none('Compile the template when the program starts.') },
]
