import { describe, it, test } from 'vitest'
import { expectRewrite } from './marked.js'

const lines = (...text: string[]) => `${text.join('\n')}\n`

describe('a twin', () => {
  test.each([
    ['a function', 'a.js',
      lines('/** Loads. */', '«twin|load:function load(p) «async:{', '  return «await:f(p)»', '}»»', 'load()'),
      lines('/** Loads. */', 'function load(p) {', '  return f(p)', '}', '', 'async function loadAsync(p) {', '  return await f(p)', '}', 'load()')],
    ['a comment that gives types', 'a.js',
      lines('/** @returns {«returns:string»} */', '«twin|load:function load() «async:{ return «await:f()» }»»'),
      lines('/** @returns {string} */', 'function load() { return f() }', '', '/** @returns {Promise<string>} */', 'async function loadAsync() { return await f() }')],
    ['a comment that is of the statement before', 'a.js',
      lines('x();/** @returns {string} */', '«twin|load:function load() «async:{ return «await:f()» }»»'),
      lines('x();/** @returns {string} */', 'function load() { return f() }', '', 'async function loadAsync() { return await f() }')],
    ['an exported function with a type', 'a.ts',
      lines('«twin|load:export function load(): «returns:string» «async:{ return «await:f()» }»»'),
      lines('export function load(): string { return f() }', '', 'export async function loadAsync(): Promise<string> { return await f() }')],
    ['a default export', 'a.ts',
      lines('«twin|load:export default function load() «async:{ return «await:f()» }»»'),
      lines('export default function load() { return f() }', '', 'export async function loadAsync() { return await f() }')],
    ['a constant', 'a.js',
      lines('«twin|load:export const load = «async:() => «await:f()»»» // why', 'x()'),
      lines('export const load = () => f() // why', '', 'export const loadAsync = async () => await f()', 'x()')],
    ['a constant before a semicolon that opens a line', 'a.js',
      lines('«twin|load:const load = «async:() => «await:f()»»', ';»[load]'),
      lines('const load = () => f()', '', 'const loadAsync = async () => await f()', ';[load]')],
    ['a name written twice', 'a.cjs',
      lines('«twin|load:exports.load = function load() «async:{ «use:load»() }»;»'),
      lines('exports.load = function load() { load() };', '', 'exports.loadAsync = async function loadAsync() { loadAsync() };')],
    ['a prototype', 'a.cjs',
      lines('«twin|load:Foo.prototype.load = function () «async:{}»»'),
      lines('Foo.prototype.load = function () {}', '', 'Foo.prototype.loadAsync = async function () {}')],
    ['a method', 'a.ts',
      lines('class A {', '\t«twin|load:@log', '\tprivate static load() «async:{', '\t\treturn «await:f()»', '\t}»»', '}'),
      lines('class A {', '\t@log', '\tprivate static load() {', '\t\treturn f()', '\t}', '', '\t@log', '\tprivate static async loadAsync() {', '\t\treturn await f()', '\t}', '}')],
    ['a decorated and documented method', 'a.ts',
      lines('class A {', '  /** Loads. */', '  «twin|load:@log(\'load\') // why', '  @cached', '  /** Now. */', '  load(@id() a: A) «async:{', '    return «await:f(a)»', '  }»»', '', '  b = 1', '}'),
      lines('class A {', '  /** Loads. */', '  @log(\'load\') // why', '  @cached', '  /** Now. */', '  load(@id() a: A) {', '    return f(a)', '  }', '',
        '  @log(\'load\') // why', '  @cached', '  /** Now. */', '  async loadAsync(@id() a: A) {', '    return await f(a)', '  }', '', '  b = 1', '}')],
    ['a decorated arrow field', 'a.ts',
      lines('class A {', '  /** Loads. */', '  «twin|load:@log() private readonly load = «async:() => «await:f()»»;»', '}'),
      lines('class A {', '  /** Loads. */', '  @log() private readonly load = () => f();', '', '  @log() private readonly loadAsync = async () => await f();', '}')],
    ['an abstract, documented method', 'a.ts',
      lines('abstract class A {', '  /** Loads. */', '  «twin|load:«async|signature:protected abstract load(): «returns:string»»»', '  b = 1', '}'),
      lines('abstract class A {', '  /** Loads. */', '  protected abstract load(): string', '  protected abstract loadAsync(): Promise<string>', '  b = 1', '}')],
    ['a private method', 'a.js',
      lines('class A {', '  «twin|load:#load() «async:{}»»', '}'),
      lines('class A {', '  #load() {}', '', '  async #loadAsync() {}', '}')],
    ['an arrow field', 'a.js',
      lines('class A {', '  «twin|load:load = «async:() => «await:f()»»»', '}'),
      lines('class A {', '  load = () => f()', '', '  loadAsync = async () => await f()', '}')],
    ['a property', 'a.cjs',
      lines('module.exports = {', '  «twin|load:load: «async:() => «await:f()»»»,', '  b', '}'),
      lines('module.exports = {', '  load: () => f(),', '  loadAsync: async () => await f(),', '  b', '}')],
    ['a method of an object on one line', 'a.cjs',
      lines('module.exports = { «twin|load:load() «async:{}»» }'),
      lines('module.exports = { load() {}, async loadAsync() {} }')],
    ['an interface member', 'a.ts',
      lines('interface A {', '  «twin|load:«async|signature:load(): «returns:string»»»', '  b(): void', '}'),
      lines('interface A {', '  load(): string', '  loadAsync(): Promise<string>', '  b(): void', '}')],
    ['a member of a function type', 'a.ts',
      lines('interface A {', '  «twin|load:load: «async|signature:() => «returns:string»»»', '}'),
      lines('interface A {', '  load: () => string', '  loadAsync: () => Promise<string>', '}')],
    ['CRLF', 'a.js',
      'function a() {}\r\n«twin|load:function load() «async:{}»»\r\n',
      'function a() {}\r\nfunction load() {}\r\n\r\nasync function loadAsync() {}\r\n'],
    ['no new line at the end',
      'a.js', '«twin|load:function load() «async:{}»»',
      'function load() {}\n\nasync function loadAsync() {}'],
  ])('%s', (_, file, marked, expected) => {
    expectRewrite(file, marked, expected)
  })

  it('waits for the last overload', () => {
    expectRewrite('a.ts',
      lines('«twin|load:«async|signature:export function load(a: string): «returns:string»»»', '«twin|load:«async|signature:export function load(a: number): «returns:number»»»', '«twin|load:export function load(a: unknown) «async:{ return «await:f(a)» }»»'),
      lines('export function load(a: string): string', 'export function load(a: number): number', 'export function load(a: unknown) { return f(a) }', '',
        'export function loadAsync(a: string): Promise<string>', 'export function loadAsync(a: number): Promise<number>', 'export async function loadAsync(a: unknown) { return await f(a) }'))
  })

  it('waits for the last overload of a decorated method', () => {
    expectRewrite('a.ts',
      lines('class A {', '  «twin|load:«async|signature:load(a: string): «returns:string»»»', '  «twin|load:«async|signature:load(a: number): «returns:number»»»',
        '  «twin|load:@log() load(a: any) «async:{ return «await:f(a)» }»»', '}'),
      lines('class A {', '  load(a: string): string', '  load(a: number): number', '  @log() load(a: any) { return f(a) }', '',
        '  loadAsync(a: string): Promise<string>', '  loadAsync(a: number): Promise<number>', '  @log() async loadAsync(a: any) { return await f(a) }', '}'))
  })

  it('keeps the imports that the original still uses, and swaps in the copy only', () => {
    expectRewrite('a.js',
      lines('import { readFileSync } from \'fs\'', '«twin|load:const load = «async:(p) => «await:«swap|readFile:readFileSync(p)»»»»'),
      lines('import { readFileSync } from \'fs\'', 'import { readFile } from \'fs/promises\'', 'const load = (p) => readFileSync(p)', '', 'const loadAsync = async (p) => await readFile(p)'))
  })

  it('takes one of two names out of their declaration', () => {
    expectRewrite('a.js',
      lines('«twin|load:export const limit = 2, load = «async:() => «await:f()»»;»'),
      lines('export const limit = 2, load = () => f();', '', 'export const loadAsync = async () => await f();'))
  })

  it('of a default export is exported by its name', () => {
    expectRewrite('a.js', lines('«twin|load:export default «async:() => «await:f()»»;»'), lines('export default () => f();', '', 'export const loadAsync = async () => await f();'))
    expectRewrite('a.js', lines('«twin|load:export default function () «async:{}»»'), lines('export default function () {}', '', 'export async function loadAsync() {}'))
  })

  it('of a whole module is a member of it', () => {
    expectRewrite('a.cjs',
      lines('«twin|load:exports = module.exports = function load() «async:{ return «await:«use:load»()» }»;»'),
      lines('exports = module.exports = function load() { return load() };', '', 'module.exports.loadAsync = async function loadAsync() { return await loadAsync() };'))
  })

  it('takes the types along that a comment gives in JavaScript', () => {
    const comment = ['/**', ' * Loads.', ' * @param {string} path', ' */']
    expectRewrite('a.js', lines(...comment, '«twin|load:function load(path) «async:{}»»'), lines(...comment, 'function load(path) {}', '', ...comment, 'async function loadAsync(path) {}'))
  })
})

describe('a use of a twin', () => {
  test.each([
    ['x = «await:«use:load»(p)».y', 'x = (await loadAsync(p)).y'],
    ['x = «await:this.«use:load»(p)»', 'x = await this.loadAsync(p)'],
    ['x = { «use:load» }', 'x = { load: loadAsync }'],
    ['x = { load: «use:load» }', 'x = { load: loadAsync }'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.mjs', marked, expected)
  })
})

describe('a twin\'s name goes on', () => {
  test.each([
    ['import { «expose|specifier|load:load» } from \'./a.js\'', 'import { load, loadAsync } from \'./a.js\''],
    ['import { a, «expose|specifier|load|replaces:load», b } from \'./a.js\'', 'import { a, loadAsync, b } from \'./a.js\''],
    ['import { «expose|specifier|load:load as l» } from \'./a.js\'', 'import { load as l, loadAsync } from \'./a.js\''],
    ['import {\n  «expose|specifier|load:load»,\n} from \'./a.js\'', 'import {\n  load,\n  loadAsync,\n} from \'./a.js\''],
    ['export { «expose|specifier|load:load» } from \'./a.js\'', 'export { load, loadAsync } from \'./a.js\''],
    ['const { «expose|binding|load:load» } = require(\'./a\')', 'const { load, loadAsync } = require(\'./a\')'],
    ['const { «expose|binding|load|replaces:load» } = require(\'./a\')', 'const { loadAsync } = require(\'./a\')'],
    ['const { «expose|binding|load:load: l» } = require(\'./a\')', 'const { load: l, loadAsync } = require(\'./a\')'],
    ['module.exports = { «expose|property|load:load» }', 'module.exports = { load, loadAsync }'],
    ['module.exports = { «expose|property|load:load: load» }', 'module.exports = { load: load, loadAsync: loadAsync }'],
    ['module.exports = {\r\n\t«expose|property|load:load: db.load»,\r\n}', 'module.exports = {\r\n\tload: db.load,\r\n\tloadAsync: db.loadAsync,\r\n}'],
    ['module.exports = { «expose|property|load|replaces:load» }', 'module.exports = { loadAsync }'],
    ['import «expose|default-import|load:load» from \'./a.js\'', 'import load, { loadAsync } from \'./a.js\''],
    ['import «expose|default-import|load:load», { b } from \'./a.js\'', 'import load, { b, loadAsync } from \'./a.js\''],
    ['import «expose|default-import|load|replaces:load», { b } from \'./a.js\'', 'import { b, loadAsync } from \'./a.js\''],
    ['import «expose|default-import|load|replaces:load» from \'./a.js\'', 'import { loadAsync } from \'./a.js\''],
    ['import { «expose|specifier|load|replaces:load» } from \'./a.js\'\nload.length', 'import { load, loadAsync } from \'./a.js\'\nload.length'],
    ['let load, loadAsync\n«expose|default-export|load:export default load;»', 'let load, loadAsync\nexport default load;\nexport { loadAsync };'],
    ['«expose|module|load:module.exports» = load', 'module.exports = load\nmodule.exports.loadAsync = loadAsync'],
    ['«expose|variable|load:const load = db.load;»', 'const load = db.load;\nconst loadAsync = db.loadAsync;'],
    ['exports.a = «expose|assignment|load:exports.load» = load;', 'exports.a = exports.load = load;\nexports.loadAsync = loadAsync;'],
    ['«expose|assignment|load:exports.load = load;» // here\nb()', 'exports.load = load; // here\nexports.loadAsync = loadAsync;\nb()'],
    ['«expose|assignment|load:exports.load = load\n;»[1]', 'exports.load = load\nexports.loadAsync = loadAsync\n;[1]'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', marked, expected)
  })
})
