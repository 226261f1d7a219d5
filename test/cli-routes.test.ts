import { describe, expect, it } from 'vitest'
import { convert, scan } from '../src/pipeline.js'
import { temporaryFolder } from './apply/temporary-folder.js'
import { inFolderOf } from './support/folder.js'

const manifest = '{ "dependencies": { "express": "^5.0.0" } }\n'
const handler = "(req, res) => { res.send(require('fs').readFileSync('a')) }"

/** A JavaScript project, whose packages are not installed. */
function project(files: Record<string, string>): string {
  return temporaryFolder({ 'package.json': manifest, ...files })
}

function routesIn(cwd: string): (string | undefined)[] {
  return scan({ cwd, paths: [] }).facts.handlers.map(({ route }) => route).sort()
}

/** The routes of one file, which app.js mounts. */
function mounted(app: string, users: string): (string | undefined)[] {
  const head = "const express = require('express')\n"
  return routesIn(project({ 'app.js': `${head}const app = express()\n${app}\n`, 'users.js': `${head}${users}\n` }))
}

const router = `const router = express.Router()\nrouter.get('/users', ${handler})\n`

describe('the route of a handler', () => {
  it.each([
    ['a router that a module exports', "const users = require('./users')\napp.use('/api', users)", `${router}module.exports = router`, ['GET /api/users']],
    ['one that is required on the spot', "app.use('/api', require('./users'))", `${router}module.exports = router`, ['GET /api/users']],
    ['a property of exports', "const { users } = require('./users')\napp.use('/api', users)", `${router}exports.users = router`, ['GET /api/users']],
    ['a member of an object', "const all = require('./users')\napp.use('/api', all.users)", `${router}module.exports = { users: router }`, ['GET /api/users']],
    ['what a function makes', "const make = require('./users')\napp.use('/api', make())", `module.exports = () => {\n${router}return router }`, ['GET /api/users']],
    ['a router that is handed in', "const r = express.Router()\napp.use('/api', r)\nrequire('./users')(r)", `module.exports = (router) => { router.get('/users', ${handler}) }`, ['GET /api/users']],
    ['several mounts', "const users = require('./users')\napp.use('/v1', users)\napp.use(['/v2', '/v3'], users)", `${router}module.exports = router`, ['GET /v1/users', 'GET /v2/users', 'GET /v3/users']],
    ['a mount without a path', "app.use(require('./users'))", `${router}module.exports = router`, ['GET /users']],
    ['a router that nobody mounts', '', router, ['GET /users']],
    ['a router in a router', "app.use('/api/', require('./users'))", `${router}const outer = express.Router()\nouter.use('/v1', router)\nmodule.exports = outer`, ['GET /api/v1/users']],
    ['a router that is mounted below itself', "app.use('/api', require('./users'))", `${router}router.use('/again', router)\nmodule.exports = router`, ['GET /api/users']],
    ['a constant prefix', "const prefix = '/api'\napp.use(prefix, require('./users'))", `${router}module.exports = router`, ['GET /api/users']],
    ['a prefix that is known at run time', 'app.use(`${process.env.PREFIX}/api`, require("./users"))', `${router}module.exports = router`, ['GET ${process.env.PREFIX}/api/users']],
    ['the root of a router', "app.use('/api', require('./users'))", `const router = express.Router()\nrouter.get('/', ${handler})\nmodule.exports = router`, ['GET /api']],
    ['a list of paths', '', `const app = express()\napp.get([\n  '/a',\n  '/b',\n], ${handler})`, ['GET /a, /b']],
    ['a chain', '', `const app = express()\napp.route('/a').get(${handler}).post(${handler})`, ['GET /a', 'POST /a']],
    ['text put together', '', `const app = express()\napp.get(process.env.PREFIX + '/a', ${handler})`, ['GET ${process.env.PREFIX}/a']],
    ['a pattern', '', `const app = express()\napp.get(/^\\/a$/, ${handler})`, ['GET /^\\/a$/']],
  ])('knows %s', (_, app, users, routes) => {
    expect(mounted(app, users)).toEqual(routes)
  })

  it('knows default exports, named ones, barrels and class members of TypeScript', async () => {
    const source = (router: string) => Buffer.from(`import { Router, type Request, type Response } from 'express'\n${router}\n`)
    const reply = '(_req: Request, res: Response) => { res.end() }'
    const routes = await inFolderOf(new Map([
      ['package.json', Buffer.from('{ "type": "module", "dependencies": { "express": "^5.0.0" } }')],
      ['tsconfig.json', Buffer.from('{ "compilerOptions": { "module": "nodenext", "strict": true } }')],
      ['app.ts', Buffer.from(`import express from 'express'
import users from './users.js'
import { admin as backOffice, Items } from './all.js'
const app = express()
app.use('/api', users)
app.use('/admin', backOffice)
app.use('/items', new Items().router)
`)],
      ['all.ts', Buffer.from("export * from './admin.js'\nexport { Items } from './items.js'\n")],
      ['users.ts', source(`const router = Router()\nrouter.get('/users', ${reply})\nexport default router`)],
      ['admin.ts', source(`export const admin = Router()\nadmin.get('/users', ${reply})`)],
      ['items.ts', source(`export class Items {\n  readonly router = Router()\n  constructor() { this.router.get('/:id', ${reply}) }\n}`)],
    ]), routesIn)
    expect(routes).toEqual(['GET /admin/users', 'GET /api/users', 'GET /items/:id'])
  })
})

describe('a selector', () => {
  const users = `const router = require('express').Router()\nrouter.get('/users', ${handler})\nrouter.get(['/a', '/b'], ${handler})\nmodule.exports = router\n`
  const app = "const app = require('express')()\n"

  function convertedBy(selector: string, mounts: string): number {
    const cwd = project({ 'app.js': app + mounts, 'users.js': users, 'admin.js': users })
    return convert({ cwd, selectors: [selector], handlers: false, includeTests: false, changeTests: true }).results.length
  }

  it.each([
    ['GET /api/users', "app.use('/api', require('./users'))"],
    ['get  /api/users', "app.use('/api', require('./users'))"],
    ['GET /users', "app.use('/api', require('./users'))"],
    ['GET /users', "app.use('/v1', require('./users'))\napp.use('/v2', require('./users'))"],
    ['GET /v1/users', "app.use('/v1', require('./users'))\napp.use('/v2', require('./admin'))"],
    ['GET /api/b', "app.use('/api', require('./users'))"],
    ['GET /api/a, /api/b', "app.use('/api', require('./users'))"],
  ])("'%s' matches one handler, where the app says %s", (selector, mounts) => {
    expect(convertedBy(selector, mounts)).toBe(1)
  })

  it.each([
    ['GET /users', 'GET /v1/users, GET /v2/users.'],
    ['GET /v3/users', 'Nearest: GET /v1/users, GET /v2/users'],
    ['GET users', 'Nearest: '],
  ])("'%s' matches none, or more than one that are not the same", (selector, message) => {
    expect(() => convertedBy(selector, "app.use('/v1', require('./users'))\napp.use('/v2', require('./admin'))")).toThrow(message)
  })

  it('does not match what only a test registers, unless tests are included', () => {
    const cwd = project({ 'app.js': `${app}app.get('/a', ${handler})\n`, 'test/app.test.js': `${app}app.get('/t', ${handler})\n` })
    const select = (includeTests: boolean) => convert({ cwd, selectors: ['GET /t'], handlers: false, includeTests, changeTests: true })
    expect(() => select(false)).toThrow("Nothing matches 'GET /t'. Nearest: GET /a.")
    expect(select(true).results.map(({ file }) => file)).toEqual(['test/app.test.js'])
  })

  it('leaves such handlers out of --handlers', () => {
    const cwd = project({ 'app.js': `${app}app.get('/a', ${handler})\n`, 'test/app.test.js': `${app}app.get('/t', ${handler})\n` })
    const { results } = convert({ cwd, selectors: [], handlers: true, includeTests: false, changeTests: true })
    expect(results.map(({ file }) => file)).toEqual(['app.js'])
  })

  it('with a name matches it in every file of a folder', () => {
    const source = "const fs = require('fs')\nexports.load = () => fs.readFileSync('a')\n"
    const cwd = project({ 'src/a.js': source, 'src/b.js': source, 'src/c.js': 'exports.x = 1\n' })
    const { results } = convert({ cwd, selectors: ['src#load'], handlers: false, includeTests: false, changeTests: true })
    expect(results.map(({ file }) => file).sort()).toEqual(['src/a.js', 'src/b.js'])
  })
})
