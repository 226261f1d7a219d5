import path from 'node:path'
import type { HandlerFact, HandlerWrapper } from '../model/facts.js'
import type { FileId } from '../model/ids.js'
import { groupBy } from '../group-by.js'
import type { Graph } from './graph.js'

/** Says in which module of a package its handlers' wrapper lies: one for all of its files, whatever is selected. */
export class WrapperModules {
  readonly #folders: ReadonlyMap<string, string>

  constructor(private readonly graph: Graph) {
    const wrapped = graph.facts.handlers.filter(({ wrapper }) => wrapper)
    const program = wrapped.filter(({ file }) => !graph.files.get(file)?.isTest)
    this.#folders = new Map([...groupBy(program.length > 0 ? program : wrapped, ({ file }) => this.#groupOf(file))].map(([group, handlers]) => [group, commonFolder(handlers)]))
  }

  /** Beside the files that it is for, or in the `src` above them. */
  moduleFor(wrapper: HandlerWrapper, file: FileId): FileId {
    const folder = this.#folders.get(this.#groupOf(file)) ?? path.posix.dirname(file)
    return path.posix.join(folder, `${fileNames[wrapper]}${extensionOf(file)}`) as FileId
  }

  /** The files of a package that can import one and the same module. */
  #groupOf(file: FileId): string {
    return `${this.graph.files.get(file)?.manifest ?? ''} ${extensionOf(file)}`
  }
}

const fileNames: Record<HandlerWrapper, string> = { forwardRejection: 'forward-rejection', answerRejection: 'answer-rejection' }

function extensionOf(file: FileId): string {
  return path.posix.extname(file).replace(/x$/, '')
}

function commonFolder(handlers: readonly HandlerFact[]): string {
  const [first = [], ...others] = handlers.map(({ file }) => path.posix.dirname(file).split('/'))
  const common = first.slice(0, Math.min(...[first.length, ...others.map((parts) => commonLength(first, parts))]))
  const source = common.indexOf('src')
  return (source === -1 ? common : common.slice(0, source + 1)).join('/') || '.'
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((part, place) => part !== b[place])
  return index === -1 ? a.length : index
}
