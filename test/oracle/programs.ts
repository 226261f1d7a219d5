import fc from 'fast-check'
import { grammar, isFilled, type Production } from './grammar.js'
import type { Language, Node, Program } from './model.js'

const maximumDepth = 6

/** Random programs of one language. */
export function programs(language: Language): fc.Arbitrary<Program> {
  const nodes = nodesOf(language)
  const node = (sort: string): fc.Arbitrary<Node> => nodes[sort] ?? fc.constant({ is: '', pick: 0, parts: [] })
  return fc.record({
    language: fc.constant(language),
    style: fc.record({
      semicolons: fc.boolean(),
      fs: fc.constantFrom('named', 'namespace', 'default'),
      nodePrefix: fc.boolean(),
      imports: fc.constantFrom('named', 'namespace', 'renamed'),
      exports: fc.constantFrom('inline', 'list', 'single'),
      barrel: fc.boolean(),
      trickyNames: fc.boolean(),
    }),
    select: fc.constantFrom('main', 'all'),
    items: fc.array(fc.record({ file: fc.nat(3), node: node('item') }), { minLength: 1, maxLength: 6, size: 'max' }),
    main: node('main'),
  })
}

function nodesOf(language: Language): Record<string, fc.Arbitrary<Node>> {
  const depthIdentifier = fc.createDepthIdentifier()
  return fc.letrec<Record<string, Node>>((tie) => {
    const made = ({ template, pieces }: Production): fc.Arbitrary<Node> => {
      const slots = pieces.filter((piece) => 'name' in piece).filter(isFilled)
      return fc.record({ is: fc.constant(template), pick: fc.nat(59), parts: fc.tuple(...slots.map(({ name }) => tie(name.split('&')[0] ?? ''))) })
    }
    const chosen = [...grammar].map(([sort, productions]): [string, fc.Arbitrary<Node>] => {
      const open = productions.filter(({ only }) => only === undefined || only.includes(language))
      return [sort, fc.oneof({ maxDepth: maximumDepth, depthIdentifier, depthSize: 'medium' }, ...open.map((production) => ({ arbitrary: made(production), weight: production.weight })))]
    })
    const blocks = ['text', 'flag', 'list', 'nothing'].flatMap((result): [string, fc.Arbitrary<Node>][] => {
      const statements = fc.array(tie(`statement.${result}`), { minLength: 1, maxLength: 4, size: 'max', depthIdentifier })
      const block = statements.map((parts) => ({ is: 'block', pick: 0, parts }))
      const body = result === 'nothing' ? block : fc.tuple(statements, tie(result)).map(([parts, last]) => ({ is: 'body', pick: 0, parts: [...parts, last] }))
      return [[`block.${result}`, block], [`loop.${result}`, block], [`body.${result}`, body], [`arrow.${result}`, body]]
    })
    return Object.fromEntries([...chosen, ...blocks])
  })
}
