import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const templates = path.join(import.meta.dirname, 'template')

/** What the back end is about: a folder for each area, and in it a folder for each entity. */
const areas = {
  sales: ['order', 'quote', 'basket', 'discount', 'coupon'],
  billing: ['invoice', 'payment', 'refund', 'receipt', 'tariff'],
  catalog: ['product', 'variant', 'brand', 'bundle', 'sample'],
  inventory: ['warehouse', 'pallet', 'container', 'stocktake', 'transfer'],
  shipping: ['shipment', 'carrier', 'parcel', 'waybill', 'depot'],
  relations: ['customer', 'contact', 'lead', 'campaign', 'segment'],
  support: ['ticket', 'complaint', 'article', 'macro', 'escalation'],
  personnel: ['employee', 'contract', 'payslip', 'absence', 'shift'],
  projects: ['project', 'milestone', 'task', 'sprint', 'timesheet'],
  finance: ['account', 'ledger', 'budget', 'expense', 'asset'],
  purchasing: ['supplier', 'tender', 'purchase', 'shortage', 'agreement'],
  manufacturing: ['workbench', 'recipe', 'toolkit', 'component', 'inspection'],
  facilities: ['building', 'room', 'desk', 'reservation', 'visitor'],
  fleet: ['vehicle', 'driver', 'trip', 'garage', 'trailer'],
  legal: ['clause', 'dispute', 'license', 'trademark', 'mandate'],
  marketing: ['banner', 'newsletter', 'survey', 'audience', 'slogan'],
  membership: ['member', 'team', 'invitation', 'device', 'credential'],
  publishing: ['post', 'image', 'video', 'album', 'chapter'],
  learning: ['course', 'lesson', 'exam', 'certificate', 'student'],
  travel: ['flight', 'hotel', 'voucher', 'passenger', 'cabin'],
}

const manifest = {
  name: 'generated-back-end',
  version: '1.0.0',
  private: true,
  type: 'module',
  dependencies: { express: '5' },
  devDependencies: { '@types/express': '5', '@types/node': '20' },
}

const compilerOptions = {
  target: 'es2023',
  module: 'nodenext',
  strict: true,
  noImplicitOverride: true,
  skipLibCheck: true,
  types: ['node'],
  rootDir: 'src',
  outDir: 'dist',
}

/** Writes a layered Express back end of some 1,600 TypeScript files to `folder`, always the same. */
export function generateRepo(folder) {
  const entities = listEntities()
  const files = new Map([
    ['package.json', toJson(manifest)],
    ['tsconfig.json', toJson({ compilerOptions, include: ['src'] })],
    ...readTemplate('lib', 'src/lib'),
    ...entities.flatMap((entity, index) => entityFiles(entity, entities[(index + 7) % entities.length])),
    ...areaFiles(entities),
    ['src/app.ts', appText()],
    ['src/server.ts', serverText()],
  ])
  rmSync(path.join(folder, 'src'), { recursive: true, force: true })
  for (const [name, text] of files) write(path.join(folder, name), text)
}

/** Two entities of five keep their documents with blocking calls, which makes 5 % of all files. */
function listEntities() {
  return Object.entries(areas)
    .flatMap(([area, names]) => names.map((name) => ({ area, name })))
    .map((entity, index) => ({ ...entity, blocks: index % 5 < 2 }))
}

/** The templates are about a `widget` that belongs to a `gadget`; an entity's files tell the same of it and its neighbour. */
function entityFiles(entity, neighbour) {
  const documents = entity.blocks ? 'documents-blocking' : 'documents-async'
  const folder = `src/areas/${entity.area}/${entity.name}`
  const rename = (text) =>
    text
      .replaceAll('widgetArea', entity.area)
      .replaceAll('gadgetArea', neighbour.area)
      .replaceAll('widget', entity.name)
      .replaceAll('gadget', neighbour.name)
      .replaceAll('Widget', capital(entity.name))
      .replaceAll('Gadget', capital(neighbour.name))
  return [...readTemplate('entity', folder), ...readTemplate(documents, folder)].map((file) => file.map(rename))
}

function areaFiles(entities) {
  return Object.keys(areas).map((area) => {
    const members = entities.filter((entity) => entity.area === area)
    const imports = members.flatMap(({ name }) => [
      `import { warmUp${capital(name)}Documents } from './${name}/${name}.documents.js'`,
      `import { ${name}Routes } from './${name}/${name}.routes.js'`,
    ])
    const mounts = members.map(({ name }) => `${area}Routes.use('/${name}s', ${name}Routes)`)
    const warmUps = members.map(({ name, blocks }) => `  ${blocks ? '' : 'await '}warmUp${capital(name)}Documents()`)
    const warmUp = [`export async function warmUp${capital(area)}(): Promise<void> {`, ...warmUps, '}']
    const lines = [`import { Router } from 'express'`, ...imports, '', `export const ${area}Routes = Router()`, '', ...mounts, '', ...warmUp]
    return [`src/areas/${area}/index.ts`, toText(lines)]
  })
}

function appText() {
  const names = Object.keys(areas)
  return toText([
    `import express from 'express'`,
    ...names.map((area) => `import { ${area}Routes } from './areas/${area}/index.js'`),
    `import { buildInfo } from './lib/build-info.js'`,
    `import { errorHandler } from './lib/http.js'`,
    `import { loadSettings } from './lib/settings.js'`,
    '',
    'export const app = express()',
    '',
    'app.use(express.json())',
    `app.get('/about', (_request, response) => {`,
    '  response.json({ ...buildInfo(), company: loadSettings().company })',
    '})',
    ...names.map((area) => `app.use('/${area}', ${area}Routes)`),
    'app.use(errorHandler)',
  ])
}

function serverText() {
  const names = Object.keys(areas)
  return toText([
    `import { app } from './app.js'`,
    ...names.map((area) => `import { warmUp${capital(area)} } from './areas/${area}/index.js'`),
    `import { buildInfo } from './lib/build-info.js'`,
    `import { loadSettings } from './lib/settings.js'`,
    '',
    'async function start(): Promise<void> {',
    '  const { port } = loadSettings()',
    ...names.map((area) => `  await warmUp${capital(area)}()`),
    '  app.listen(port, () => {',
    "    console.log(`build ${buildInfo().commit} listens on port ${port}`)",
    '  })',
    '}',
    '',
    'await start()',
  ])
}

function readTemplate(name, target) {
  const folder = path.join(templates, name)
  return readdirSync(folder)
    .sort()
    .map((file) => [`${target}/${file.replace(/\.txt$/, '')}`, readFileSync(path.join(folder, file), 'utf8')])
}

function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const capital = (name) => name[0].toUpperCase() + name.slice(1)
const toJson = (value) => `${JSON.stringify(value, null, 2)}\n`
const toText = (lines) => `${lines.join('\n')}\n`
