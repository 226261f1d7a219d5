import type { Row } from './grammar.js'

const calls: Row[] = [
  { level: 'call', template: '{fn.text}({text})', weight: 12 },
  { level: 'call', template: '{fn2.text}({text}, {text})', weight: 2 },
  { level: 'call', template: '{fn2.text}(...[{text}, {text}]« as const»)' },
  { level: 'call', template: "{fs.readFileSync}({path}, 'utf8')", weight: 6 },
  { level: 'call', template: '{hof}({ref.text}, {text})', weight: 2 },
  { level: 'call', template: '{hof}(({^text}) => {*text}, {text})', weight: 2 },
  { level: 'call', template: '{factory}({text})({text})', weight: 2 },
  { level: 'call', template: '{takesOptions}({ inner: {ref.text}, x: {text} })' },
  { level: 'call', template: '{destructures}({ x: {text} })' },
  { level: 'call', template: '{rest}({text}, ...{list})' },
  { level: 'call', template: '{functions}.map((inner) => inner({text})).join()' },
  { level: 'call', template: 'new {holder}({ref.text}).run({text})' },
  { level: 'call', template: '{tag}`x${{text:comma}}y`' },
]

const text: Row[] = [
  { level: 'primary', template: "'a'" },
  { level: 'primary', template: '{var.text}', weight: 6 },
  ...calls,
  { level: 'add', template: '{text:add} + {text:mul}', weight: 2 },
  { level: 'primary', template: '`${{text:comma}}-${{text:comma}}`', weight: 2 },
  { level: 'cond', template: '{flag:or} ? {text} : {text}', weight: 2 },
  { level: 'or', template: '{call:or} || {text:and}' },
  { level: 'and', template: '{call:and} && {text:bitor}' },
  { level: 'cond', template: '{list:call}[{number:comma}] ?? {text:bitor}' },
  { level: 'cond', template: '{list:call}.find({predicate}) ?? {text:bitor}' },
  { level: 'cond', template: '[{text}, {text}].at({number}) ?? {text:bitor}' },
  { level: 'call', template: '{list:call}.join({text})', weight: 2 },
  { level: 'call', template: '{list:call}.reduce(({^text}, {^text}) => {*text}, {text})' },
  { level: 'call', template: '{list:call}.reduce(({^text}, {^text}, {^number}) => {*arrow.text}, {text})' },
  { level: 'call', template: '{text:call}.toUpperCase()' },
  { level: 'call', template: '{text:call}.concat({text}, {text})' },
  { level: 'call', template: '{text:call}.replace(/a/g, () => {*text})' },
  { level: 'call', template: '{log}({text})', weight: 3 },
  { level: 'call', template: 'String({number})' },
  { level: 'call', template: 'String({flag})' },
  { level: 'call', template: 'JSON.stringify({list})' },
  { level: 'call', template: '(() => {*arrow.text})()' },
  { level: 'call', template: '(({^text}«: string») => {*text})({text})' },
  { level: 'call', template: '(function ({^text}«: string») {*body.text})({text})' },
  { level: 'call', template: '({ read({^text}«: string») {*body.text} }).read({text})' },
  { level: 'call', template: '({ get x() { return {text} } }).x' },
  { level: 'call', template: '({ ...{ x: {text} }, y: {text} }).x' },
  { level: 'cond', template: '{call:call}.at({number})?.concat({call}, {text}) ?? {text:bitor}' },
  { level: 'call', template: 'Object.values(Object.fromEntries({list:call}.map(({^text}) => [{*text}, {*text}]))).join()' },
  { level: 'call', template: '[...new Map([[{text}, {text}]]).entries()].flat().join()' },
  { level: 'cond', template: '{list:call}.findLast({predicate}) ?? {text:bitor}' },
  { level: 'call', template: '{list:call}.reduceRight(({^text}, {^text}) => {*text}, {text})' },
  { level: 'call', template: '{list:call}.reduce(({^text}, {^text}) => {*text})' },
  { level: 'assign', template: '{let.text} ??= {text}' },
  { level: 'assign', template: '{let.text} ||= {text}' },
  { level: 'comma', template: '{call}, {text}' },
  { level: 'assign', template: '{let.text} = {text}' },
  { level: 'assign', template: '{let.text} += {text}' },
  { level: 'call', template: '({ x: {text}, y: {text} }).y' },
  { level: 'call', template: 'new {new}({text}).value' },
  { level: 'call', template: '{get}' },
  { level: 'cond', template: '({flag:or} ? {ref.text} : undefined)?.({text}) ?? {text:bitor}' },
  { level: 'cond', template: '({flag:or} ? {call} : undefined)?.trim().concat({text}) ?? {text:bitor}' },
  { level: 'cond', template: '({flag:or} ? { read: {ref.text} } : undefined)?.read({text}).trim() ?? {text:bitor}' },
  { level: 'cond', template: "new Map([['k', {ref.text}]]).get('k')?.({text}) ?? {text:bitor}" },
  { level: 'call', template: '{ref.text}.call(null, {text})' },
  { level: 'call', template: '{ref.text}.bind(null, {text})()' },
  { level: 'add', template: 'typeof {call:unary} + {text:mul}' },
]

const flag: Row[] = [
  { level: 'call', template: "{fs.existsSync}('data/b.txt')" },
  { level: 'primary', template: '{var.flag}' },
  { level: 'call', template: '{fs.existsSync}({path})', weight: 5 },
  { level: 'call', template: '{fs.statSync}({path}).isFile()', weight: 2 },
  { level: 'call', template: '{fn.flag}({text})', weight: 4 },
  { level: 'call', template: '{list:call}.some({predicate})', weight: 2 },
  { level: 'call', template: '{list:call}.every({predicate})', weight: 2 },
  { level: 'call', template: '{list:call}.includes({text})' },
  { level: 'unary', template: '!{flag:unary}' },
  { level: 'and', template: '{flag:and} && {flag:bitor}' },
  { level: 'or', template: '{flag:or} || {flag:and}' },
  { level: 'compare', template: '{number:compare} > {number:add}', weight: 2 },
  { level: 'equals', template: '{call:equals} === {call:compare}' },
  { level: 'call', template: 'Boolean({call})' },
  { level: 'compare', template: '{call:compare}« as unknown» instanceof String' },
  { level: 'compare', template: "'k' in { [{text}]: {text} }" },
]

const list: Row[] = [
  { level: 'primary', template: "['a', 'b']" },
  { level: 'primary', template: '{var.list}', weight: 4 },
  { level: 'primary', template: '[{text}, {text}]', weight: 2 },
  { level: 'primary', template: '[{text}, ...{list}]' },
  { level: 'call', template: '{fs.readdirSync}({path})', weight: 2 },
  { level: 'call', template: '{list:call}.map({mapper})', weight: 4 },
  { level: 'call', template: '{list:call}.filter({predicate})', weight: 3 },
  { level: 'call', template: '{list:call}.flatMap({flatMapper})', weight: 2 },
  { level: 'call', template: "{call:call}.split('-')" },
  { level: 'call', template: '{fn.list}({text})', weight: 2 },
  { level: 'call', template: 'Object.keys({ [{text}]: {text} })' },
  { level: 'call', template: '[...{list}].sort()' },
  { level: 'call', template: '[...{list}].sort(({^text}, {^text}) => {*number})' },
  { level: 'call', template: '{list:call}.slice({number})' },
  { level: 'call', template: 'Array.from({list}, ({^text}) => {*text})' },
  { level: 'primary', template: '[...{generator}({text})]' },
  { level: 'call', template: 'Array.from(new Set({list}))' },
  { level: 'call', template: '{list:call}.concat({list}, {text})' },
]

const number: Row[] = [
  { level: 'primary', template: '1' },
  { level: 'primary', template: '{var.number}', weight: 2 },
  { level: 'call', template: '{text:call}.length', weight: 2 },
  { level: 'call', template: '{list:call}.length', weight: 2 },
  { level: 'call', template: '{fs.statSync}({path}).size', weight: 3 },
  { level: 'add', template: '{number:add} - {number:mul}' },
  { level: 'mul', template: '{number:mul} * {number:exp}' },
  { level: 'exp', template: '{number:postfix} ** 2' },
  { level: 'unary', template: '+{number:postfix}' },
  { level: 'call', template: '{list:call}.findIndex({predicate})' },
  { level: 'call', template: 'Number({flag})' },
  { level: 'call', template: 'Math.max(...{list:call}.map(({^text}) => {*number}))' },
  { level: 'unary', template: '-{number:postfix}' },
  { level: 'mul', template: '{number:mul} % {number:exp}' },
]

const path: Row[] = [
  { level: 'primary', template: "'data/a.txt'" },
  { level: 'primary', template: "'data/b.txt'" },
  { level: 'primary', template: "'data/none.txt'" },
  { level: 'primary', template: "'data/sub'" },
  { level: 'primary', template: "'data/sub/c.txt'" },
  { level: 'add', template: "'data/' + {text:mul}" },
  { level: 'primary', template: '`data/${{text:comma}}.txt`' },
  { level: 'primary', template: '{var.text}' },
]

/** Where programs write: never a path that is computed from text, which might lead out of the folder. */
const target: Row[] = [
  { level: 'primary', template: "'data/new.txt'" },
  { level: 'primary', template: "'data/a.txt'" },
  { level: 'primary', template: "'data/sub/d.txt'" },
  { level: 'primary', template: "'data/no/e.txt'" },
  { level: 'primary', template: '`data/w${{number:comma}}.txt`' },
]

/** The expressions of JavaScript by the type of their value, so that the programs have no type errors. */
export const expressions = {
  text, flag, list, number, path, target, call: [{ level: 'call', template: "{fs.readFileSync}('data/a.txt', 'utf8')" }, ...calls],
  mapper: callbacks('text'), predicate: callbacks('flag'), flatMapper: callbacks('list'), each: callbacks('nothing'),
}

/** The ways to write the callback of an array method. */
function callbacks(result: string): Row[] {
  const leaf: Record<string, string> = { text: '() => \'m\'', flag: '() => true', list: '() => [\'f\']', nothing: '() => {}' }
  const rows: Row[] = [
    { level: 'assign', template: leaf[result] ?? '' },
    { level: 'assign', template: `({^text}) => {*arrow.${result}}`, weight: 2 },
    { level: 'assign', template: `({^text}, {^number}) => {*arrow.${result}}` },
    { level: 'assign', template: `function ({^text}) {*body.${result}}` },
  ]
  if (result === 'nothing') return [...rows, { level: 'assign', template: '({^text}) => {*call}' }, { level: 'assign', template: '{ref.text}' }]
  return [
    ...rows,
    { level: 'assign', template: `({^text}) => {*${result}}`, weight: 4 },
    { level: 'assign', template: `({^text}, {^number}, {^list}) => {*${result}}` },
    { level: 'assign', template: `{ref.${result}}`, weight: 3 },
  ]
}
