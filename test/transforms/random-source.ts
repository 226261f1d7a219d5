import fc from 'fast-check'

/** A file's name and its source, in the marks that `readMarked` reads. */
export interface RandomSource {
  file: string
  marked: string
}

/** What the capitals in a template stand for: a value, an operand, a statement, a callback. */
type Grammar = Record<'V' | 'O' | 'S' | 'F', string>

type Tie = (name: keyof Grammar) => fc.Arbitrary<string>

const values = [
  '[...«iterate:x(V)»]', '[V, ...«iterate:x(V)»]', 'f(...«iterate:x(V)»)', 'Array.from(«iterate:x(V)»).y', 'O + O', 'O ** 2', '!O', '-O', 'typeof O', 'O && O', 'O ?? O', 'O ? V : V', '[V, ...V]', '`${V} ${V}`', '{ a: V }.a', 'F',
]

const operands = [
  '(V)', 'O.y', 'O[V]', 'O?.y', 'O‹!›.y', 'new (V)()', '(V)`text`',
  '«await:f(V, V)»', '«await:«use:load»(V)»', '«await:O.g(V)»', '«await:x?.g(V)»', '«await:x?.g(V)».y', '«await:x?.g(V)»?.y',
  '«await:«swap|readFile:readFileSync(V)»»', '«await:«swap|readFile:fs.readFileSync(V)»»', '«await:«swap|writeFile:write(V, V)»»',
  '«await:«swap|exists:existsSync(V)»»', '«await:«swap|exists:fs\n.existsSync(V)»»', '«await:«swap|scrypt:crypto.scryptSync(V)»»',
  '«await:«swap|read:fs.readSync(V)»»', '«await:«swap|dirRead:x.dir.readSync()»»', '«await:«swap|spawn:spawnSync(V)»»',
  '«array|map:O.map‹<X>›(F)»', '«array|map:x?.map(F)»', '«array|filter:O\n.filter(F)»', '«array|some:O.some(f)»',
  '«array|reduce:O.reduce‹<X>›(F, V)»', '«array|forEach:O.forEach(F)»', '«array|forEach:x?.forEach(F)»',
  '«array|replace:O.replace(V, F)»', '«array|Arrayfrom:Array.from(V, F)»',
  '«sort:O.sort(«async:(a, b) => «body:«key|a:«await:f(a)»» - «key|b:«await:f(b)»»»»)»',
  '«sort|toSorted:O.toSorted(function (a, b) «async:{ return «body:«key|b:«await:«swap|stat:fs.statSync(b)»».size» < «key|a:«await:«swap|stat:fs.statSync(a)»».size»» }»)»',
]

const callbacks = [
  '«async:(a) => O»', '«async:a => O»', '«async:(a) => «await|returned:f(V)»»', '«async:() => { S }»', '«async:(a) => «array|map|returned:O.map(F)»»', '«async:(a, i‹: number›) => { S }»',
  '«async:({ a }) => {\nS\nS\n}»', 'function (a) «async:{ S }»', '«async:(a)‹: «returns:any»› => { S }»', 'f',
]

const statements = [
  'for (const a of «iterate:x(V)») { S }', 'const [b, , c] = «iterate:x(V)»;', 'const [b, ...c] = «iterate:x(V)»;', 'x = V;', 'if (V) { const c = V; }', 'return V;', 'return;', 'if (V) return V;', 'for (const a of V) { S }', 'try { S } finally { S }',
  '«await:f(V)»;', '«await:f(V)».y;', '«await:«swap|writeFile:write(V)»».y();', 'return «array|map|returned:O.map(F)»;', 'return «await|returned:f(V)»;', 'if (V) return «await|returned:x.g(V)»;', 'while (V) { S }',
  '«array|forEach:x.forEach(F)»;', '«array|MapforEach:x.forEach(F)»;', '«array|SetforEach:x?.forEach(F)»;', '«array|forEach:x?.y?.forEach(F)»;', '«array|forEach:«await:f(V)».forEach(F)»;', '«array|map:x.map(F)».y();',
]

const parts = [
  '«twin|NAME:function NAME(p‹: string›)‹: «returns:any»› «async:{\nS\nS\n}»»',
  'export const NAME = «async:(p) => O»;',
  '«twin|NAME:const NAME = «async:(p) => O»;»',
  '«twin|NAME:exports.NAME = function NAME(p) «async:{ S }»;»',
  'class NAME {\n«twin|load:‹@log() ›static load(p) «async:{ S }»»\nb() «async:{ S }»\n}',
  'const NAME = { «twin|load:load() «async:{ S }»», «twin|b:b: «async:(x) => O»» };',
  'app.get(\'/\', «forward:«async:(req, res) => {\nS\n}»»);',
  'module.exports = { «expose|property|NAME:NAME» };',
  '‹interface NAME { «twin|load:«async|signature:load(): «returns:string»»» }›',
]

const heads = [
  'import fs, { readFileSync, existsSync, writeFileSync as write } from \'fs\';',
  'import { «expose|specifier|load:load» } from \'./load.js\';',
  'import { spawnSync } from \'child_process\';',
]

/** Files in which changes of every kind are nested in one another; all their functions become async. */
export const randomSources: fc.Arbitrary<RandomSource> = fc
  .record({
    file: fc.constantFrom('a.ts', 'a.js', 'a.tsx'),
    parts: fc.array(fc.constantFrom(...parts).chain(filledBy(grammar())), { minLength: 1, maxLength: 3 }),
    hasSemicolons: fc.boolean(),
    eol: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ file, parts: texts, hasSemicolons, eol }) => {
    const lines = [...heads, ...texts.map((text, index) => text.replaceAll('NAME', `one${index}`))].join('\n')
    const typed = lines.replaceAll(/‹([^›]*)›/g, file === 'a.js' ? '' : '$1')
    const marked = hasSemicolons ? typed : typed.replaceAll(/;(»*)$/gm, '$1')
    return { file, marked: marked.replaceAll('\n', eol) }
  })

function grammar(): Tie {
  const { V, O, S, F } = fc.letrec<Grammar>((tie) => {
    const fill = filledBy(tie)
    const oneOf = (leaf: string, templates: string[]) =>
      fc.oneof({ maxDepth: 6, depthSize: 'max' }, fc.constant(leaf), { weight: 2, arbitrary: fc.constantFrom(...templates).chain(fill) })
    return { V: oneOf('y', [...values, ...operands]), O: oneOf('x', operands), S: oneOf('z();', statements), F: oneOf('f', callbacks) }
  })
  const arbitraries = { V, O, S, F }
  return (name) => arbitraries[name]
}

function filledBy(tie: Tie): (template: string) => fc.Arbitrary<string> {
  return (template) => {
    const pieces = template.split(/\b([VOSF])\b/).map((piece) => (isName(piece) ? tie(piece) : fc.constant(piece)))
    return fc.tuple(...pieces).map((texts) => texts.join(''))
  }
}

function isName(piece: string): piece is keyof Grammar {
  return /^[VOSF]$/.test(piece)
}
