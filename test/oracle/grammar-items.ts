import type { Row } from './grammar.js'

/** What a file declares; `{export}` stands where an `export` may. */
export const items: Row[] = [
  { template: "{export}const {+text} = 'i'" },
  { template: '{export}function {+fn.text}({^text}«: string»)«: string» {*body.text}', weight: 5 },
  { template: '{export}function {+fn.text}({^text}«: string») {*body.text}', weight: 2 },
  { template: '{export}function {+fn.flag}({^text}«: string»)«: boolean» {*body.flag}', weight: 2 },
  { template: '{export}function {+fn.list}({^text}«: string»)«: string[]» {*body.list}', weight: 2 },
  { template: "{export}function {+fn2.text}({^text}«: string», {^text} = 'd')«: string» {*body.text}", weight: 2 },
  { template: '{export}function {+fn2.text}({^text}«: string», {^text} = {text})«: string» {*body.text}' },
  { template: '{export}const {+fn.text} = ({^text}«: string») => {*text}', weight: 2 },
  { template: '{export}const {+fn.text} = ({^text}«: string»)«: string» => {*arrow.text}', weight: 2 },
  { template: '{export}const {+fn.flag} = ({^text}«: string») => {*flag}', weight: 2 },
  { template: '{export}const {+fn.text} = function ({^text}«: string»)«: string» {*body.text}' },
  { template: 'exports.{+exported.text} = function ({^text}) {*body.text}', only: ['commonjs'] },
  { template: '{export}const {+object.text} = {\n  read({^text}«: string»)«: string» {*body.text},\n}' },
  { template: '{export}const {+object.text} = {\n  read: ({^text}«: string») => {*text},\n}' },
  {
    template: '{export}const {+methods.text} = {\n  load({^text}«: string»)«: string» {*body.text},\n'
      + '  read({^text}«: string»)«: string» {*body.text&this.load},\n}',
  },
  { template: '{export}class {+class.text} {\n  read({^text}«: string»)«: string» {*body.text}\n}' },
  { template: '{export}class {+static.text} {\n  static read({^text}«: string»)«: string» {*body.text}\n}' },
  {
    template: '{export}class {+class.text} {\n  load({^text}«: string»)«: string» {*body.text}\n\n'
      + '  read({^text}«: string»)«: string» {*body.text&this.load}\n}',
  },
  {
    template: '{export}class {+class.text} {\n  read({^text}«: string»)«: string» {*body.text}\n}\n'
      + '{export}class {+class.text} extends {$0} {\n  «override »read({^text}«: string»)«: string» {*body.text&super.read}\n}',
    weight: 2,
  },
  { template: '{export}class {+getter} {\n  get value()«: string» {*body.text}\n}' },
  { template: '{export}class {+constructed} {\n  value«: string»\n  constructor({^text}«: string») {\n    this.value = {*text}\n  }\n}' },
  { template: '{export}function {+factory}({^text}«: string») {\n  return ({^text}«: string») => {*text}\n}', weight: 2 },
  { template: '{export}function {+factory}({^text}«: string»)«: (x: string) => string» {\n  return ({^text}) => {*arrow.text}\n}' },
  { template: '{export}const {+factory} = ({^text}«: string») => ({^text}«: string») => {*text}' },
  { template: '{export}const {+fn.text} = {factory}({text})' },
  { template: '{export}function {+hof}(inner«: (x: string) => string», {^text}«: string»)«: string» {*body.text&inner}', weight: 2 },
  {
    template: '{export}function {+recursive}({^text}«: string», depth = 2)«: string» {\n  if (depth <= 0) return {*text}\n'
      + '  return {$0}({*text}, depth - 1) + {*text:mul}\n}',
  },
  {
    template: '{export}function {+recursive}({^text}«: string», depth = 2)«: string» {\n  if (depth <= 0) return {*text}\n'
      + '  return {$2}({*text}, depth - 1)\n}\n'
      + '{export}function {+recursive}({^text}«: string», depth = 2)«: string» {\n  return {*flag:or} ? {*text} : {$0}({*text}, depth - 1)\n}',
  },
  {
    template: 'interface Shape{$0} {\n  read(a: string): string\n}\n'
      + '{export}const {+object.text}: Shape{$0} = {\n  read: ({^text}) => {*text},\n}',
    only: ['typescript'],
  },
  {
    template: 'abstract class Base{$0} {\n  abstract load(a: string): string\n  run({^text}: string): string {*body.text&this.load}\n}\n'
      + '{export}class {+runner.text} extends Base{$0} {\n  load({^text}: string): string {*body.text}\n}',
    only: ['typescript'],
  },
  { template: '{export}const {+methods.text} = new {class}()' },
  { template: '{export}function {+proto.text}() {}\n{$0}.prototype.read = function ({^text}) {*body.text}', only: ['commonjs', 'esm'] },
  { template: '{export}class {+class.text} {\n  read = ({^text}«: string»)«: string» => {*arrow.text}\n}' },
  {
    template: '{export}class {+class.text} {\n  #load({^text}«: string»)«: string» {*body.text}\n\n'
      + '  read({^text}«: string»)«: string» {*body.text&this.#load}\n}',
  },
  {
    template: '{export}class {+statics.text} {\n  static load({^text}«: string»)«: string» {*body.text}\n\n'
      + '  static read({^text}«: string»)«: string» {*body.text&this.load}\n}',
  },
  { template: '{export}const {+object.text} = { read: {ref.text} }' },
  { template: '{export}const {+object.text} = Object.freeze({ read: {ref.text}, name: {text} })' },
  { template: '{export}const {+fn.text} = {ref.text}' },
  { template: '{export}const {+functions} = [{ref.text}, {ref.text}]' },
  { template: '{export}function {+takesOptions}(options«: { inner: (x: string) => string, x: string }») {\n  return options.inner({text}) + options.x\n}' },
  { template: '{export}function {+takesOptions}({ inner, x: {^text} }«: { inner: (x: string) => string, x: string }») {*body.text&inner}' },
  { template: '{export}function {+destructures}({ x: {^text}, y: {^text} = {text} }«: { x: string, y?: string }»)«: string» {*body.text}' },
  { template: "{export}function {+destructures}({ x: {^text}, y: {^text} = 'y' }«: { x: string, y?: string }»)«: string» {*body.text}" },
  { template: '{export}function {+rest}(...{^list}«: string[]»)«: string» {*body.text}' },
  { template: '{export}function {+tag}(parts«: TemplateStringsArray», {^text}«: string»)«: string» {*body.text}' },
  {
    template: '{export}class {+holder} {\n  inner«: (x: string) => string»\n  constructor(inner«: (x: string) => string») {\n    this.inner = inner\n  }\n\n'
      + '  run({^text}«: string»)«: string» {*body.text&this.inner}\n}',
  },
  { template: '{export}function {+wrap}(inner«: (x: string) => string») {\n  return ({^text}«: string») => inner({*text}) + {*text:mul}\n}' },
  { template: '{export}const {+fn.text} = {wrap}({ref.text})', weight: 2 },
  { template: '{export}const {+fn.text} = {wrap}(({^text}) => {*text})' },
  { template: '{export}function* {+generator}({^text}«: string»)«: Generator<string>» {\n  yield {*text}\n  yield {*text}\n}' },
  { template: 'let count{$0} = 0\n{export}function {+fn.text}({^text}«: string»)«: string» {\n  count{$0} += {*number:add}\n  return String(count{$0}) + {*text:mul}\n}' },
  { template: "{export}async function {+async}({^text}«: string») {\n  return 'w' + {*text:mul}\n}" },
  { template: '{export}const {+async} = async ({^text}«: string») => {*text}' },
  { template: '{export}async function {+async}({^text}«: string») {*body.text}', weight: 2 },
  { template: '{export}async function {+async}({^text}«: string»)«: Promise<string>» {\n  const {^text} = await {async}({text})\n  return {*text}\n}' },
  { template: '{export}function {+async}({^text}«: string») {\n  return Promise.resolve({*text}).then(({^text}) => {*text})\n}' },
  { template: '{export}const {+curried} = ({^text}«: string») => ({^text}«: string») => ({^text}«: string») => {*text}' },
  { template: '{export}const {+fn.text} = {ref.text}.bind(null)' },
  { template: '{export}let {+letfn.text}«: (x: string) => string» = {ref.text}' },
  { template: '{export}function {+fn.text}({^text}«: string», inner = {ref.text})«: string» {*body.text&inner}' },
  { template: '{export}const {+fn.flag} = (path: string): boolean => {fs.existsSync}(path)', only: ['typescript'] },
  {
    template: '{export}class {+class.text} {\n  kept = {text}\n\n  read({^text}«: string»)«: string» {\n    this.kept += {*text}\n    return this.kept\n  }\n}',
  },
  {
    template: '{export}class {+setter} {\n  #x = {text}\n  set value(given«: string») {\n    this.#x = {text}\n  }\n\n  get value() {\n    return this.#x\n  }\n}',
  },
  {
    template: '{export}class {+genclass} {\n  *each({^text}«: string»)«: Generator<string>» {\n    yield {*text}\n    yield* {list}\n  }\n}',
  },
  { template: '{export}const {+object.text} = {\n  get read() {\n    return {ref.text}\n  },\n}' },
  { template: '{export}const {+methods.text} = {\n  x: {text},\n  read({^text}«: string»)«: string» {\n    return this.x + {*text:mul}\n  },\n}' },
  {
    template: '/**\n * @param { string } {$1}\n * @returns { string }\n */\n{export}function {+fn.text}({^text}) {*body.text}',
    only: ['commonjs', 'esm'],
  },
  {
    template: 'type Read{$0} = (a: string) => string\n{export}const {+fn.text}: Read{$0} = ({^text}) => {*text}', only: ['typescript'],
  },
  { template: '{export}function {+fn.text}<Text extends string>({^text}: Text): string {*body.text}', only: ['typescript'] },
  {
    template: '{export}function {+fn.text}(a: string): string\n{export}function {$0}(a: string, b: string): string\n{export}function {$0}({^text}: string, b?: string): string {*body.text}',
    only: ['typescript'],
  },
  {
    template: 'interface Reader{$0} {\n  read(a: string): string\n}\n'
      + '{export}class {+class.text} implements Reader{$0} {\n  read({^text}: string): string {*body.text}\n}\n'
      + '{export}class {+class.text} implements Reader{$0} {\n  read({^text}: string): string {*body.text}\n}\n'
      + '{export}function {+fn.text}({^text}: string): string {\n  const reader: Reader{$0} = {*flag:or} ? new {$0}() : new {$2}()\n  return reader.read({*text})\n}',
    only: ['typescript'],
  },
  {
    template: '{export}class {+holder} {\n  constructor(private readonly inner: (x: string) => string) {}\n\n  run({^text}: string): string {*body.text&this.inner}\n}',
    only: ['typescript'],
  },
  { template: '{export}const {+object.text} = {\n  read: ({^text}: string) => {*text},\n} satisfies { read(a: string): string }', only: ['typescript'] },
  { template: '{export}const {+text} = {text}' },
  { template: '{log}({text})' },
]

/** The function that is selected and called. */
export const mains: Row[] = [
  { template: "{export}function {+main}() {\n  return {fs.readFileSync}('data/a.txt', 'utf8')\n}", weight: 0 },
  { template: '{export}function {+main}({^text}«: string»)«: string» {*body.text}', weight: 4 },
  { template: '{export}function {+main}({^text}«: string») {*body.list}', weight: 2 },
  { template: '{export}function {+main}({^text}«: string»)«: boolean» {*body.flag}' },
  { template: '{export}const {+main} = ({^text}«: string») => {*text}' },
  { template: '{export}async function {+main}({^text}«: string») {\n  const {^text} = await {async}({text})\n  return {*text}\n}' },
  { template: '{export}async function {+main}({^text}«: string») {*body.text}' },
  { template: '{export}const {+main} = ({^text}«: string»)«: string[]» => {*arrow.list}' },
]
