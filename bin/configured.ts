import path from 'node:path'
import yargs, { type Options } from 'yargs'
import type { Known } from '../src/analysis/analyze.js'
import { knownFrom } from '../src/config/known-from.js'
import { type LoadedConfig, loadConfig } from '../src/config/load-config.js'
import type { UnblockConfig } from '../src/config/unblock-config.js'
import type { ConvertArguments } from './convert-command.js'
import { commonOptions } from './options.js'
import type { Pipeline } from './pipeline-protocol.js'
import { resolveFolder } from './resolve-folder.js'

/** What a configuration says to a command: a command-line option wins over it. */
export interface Configured {
  /** Values of options, by the option's name. */
  defaults: Readonly<Record<string, unknown>>
  /** For a command line that selects nothing, and for one that names no format. */
  selection: Pick<UnblockConfig, 'handlers' | 'format'> & { select: readonly string[] }
  /** What is known of code, where the configuration adds to what is built in. */
  known?: Known
}

/** Finds and reads the configuration that a command line is to be understood with. */
export async function configuredFor(args: readonly string[]): Promise<Configured> {
  const { cwd, config: asked, 'no-config': isUnwanted, help, _: words } = await askedFor(args)
  // What is wrong with these options is told when all of them are looked at.
  const needsNone = Array.isArray(words) && ['init', 'undo', 'explain'].includes(String(words[0]))
  const isClear = !needsNone && typeof cwd === 'string' && (asked === undefined || typeof asked === 'string')
  const loaded = isClear && isUnwanted !== true && help !== true ? await loadConfig(resolveFolder(cwd), asked) : undefined
  return loaded && isClear ? configuredBy(loaded, resolveFolder(cwd)) : { defaults: {}, selection: { select: [] } }
}

/** The few options that say where the configuration is, before the others can be understood. */
async function askedFor(args: readonly string[]): Promise<Record<string, unknown>> {
  const { cwd, config, 'no-config': none } = commonOptions
  const parser = yargs().help(false).version(false).exitProcess(false).fail(() => undefined)
    .parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false })
    .options({ cwd, config, 'no-config': none, help: { type: 'boolean' } })
  return { ...await parser.parseAsync([...args]) }
}

function configuredBy(loaded: LoadedConfig, root: string): Configured {
  const { config, file } = loaded
  const { project, callers, tests, includeTests, comments, parallelizeReads, guard, failOn, select = [], handlers, format } = config
  const defaults = {
    project: project && path.resolve(path.dirname(file), project),
    callers,
    'no-tests': tests === undefined ? undefined : !tests,
    'include-tests': includeTests,
    comments,
    'no-guard': guard === undefined ? undefined : !guard,
    'parallelize-reads': parallelizeReads,
    'fail-on': failOn,
  }
  const folder = path.relative(path.dirname(file), root)
  return {
    selection: { select: select.flatMap((selector) => seenFrom(folder, selector)), ...(handlers !== undefined && { handlers }), ...(format && { format }) },
    defaults: Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined)),
    ...((config.rules ?? config.drivers ?? config.effects) && { known: knownFrom(loaded, root) }),
  }
}

/** A selector of a configuration in a folder above: paths begin there. */
function seenFrom(folder: string, selector: string): string[] {
  const start = folder === '' ? '' : `${folder.split(path.sep).join('/')}/`
  if (isRoute(selector)) return [selector]
  return selector.startsWith(start) ? [selector.slice(start.length)] : []
}

function isRoute(selector: string): boolean {
  return /^[a-z]+\s/i.test(selector)
}

/** The part of a configuration's values that a command has options for. */
export function defaultsFor(options: Readonly<Record<string, Options>>, { defaults }: Configured): Record<string, unknown> {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => name in options))
}

/** The selection and the format of a configuration, where the command line has none of its own. */
export function withSelection(args: ConvertArguments, { selection: { select, handlers = false, format } }: Configured): ConvertArguments {
  const isSelected = args.selector.length > 0 || args.handlers || args.top !== undefined || args['stdin-filepath'] !== undefined
  return {
    ...args,
    ...(!isSelected && { selector: [...select], handlers }),
    ...(format && !args.json && args.format === undefined && { format }),
  }
}

/** The pipeline, told what a configuration adds to what blocks. */
export function configuredPipeline(pipeline: Pipeline, { known }: Configured): Pipeline {
  if (!known) return pipeline
  return {
    convert: (options) => pipeline.convert({ ...options, known }),
    scan: (options) => pipeline.scan({ ...options, known }),
  }
}
