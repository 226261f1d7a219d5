import { beforeAll, describe, expect, test } from 'vitest'
import { analyzeUnits } from '../../src/analysis/analyze.js'
import { loadProject } from '../../src/analysis/load-project.js'
import { builtInDrivers } from '../../src/drivers/index.js'
import type { EffectSummary } from '../../src/model/effects.js'
import { builtInRules } from '../../src/rules/index.js'
import { inFolderOf } from '../support/folder.js'

const setup = `
import axios from 'axios'
import { exec, execFile as run } from 'node:child_process'
import fs, { promises } from 'node:fs'
import { mkdir, readFile as read, rm, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import knex from 'knex'
import { S3Client, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getFirestore } from 'firebase-admin/firestore'
import { Firestore } from '@google-cloud/firestore'
import { getMessaging } from 'firebase-admin/messaging'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { PrismaClient } from '@prisma/client'
import Redis from 'ioredis'
import { strange } from 'strange'
import express from 'express'

const app = express()
const pool = new pg.Pool()
const db = knex({})
const prisma = new PrismaClient()
const redis = new Redis()
const documents = getFirestore()
const cloud = new Firestore()
const messaging = getMessaging()
const s3 = new S3Client({})
const mail = createTransport({})
const execute = promisify(exec)
const client = axios.create({})
const table = 'users'
let hits = 0

class Outbox {
  #client = mail
  async post(letter) { await this.#client.sendMail(letter) }
}
class Store {
  constructor(connection) { this.connection = connection }
  async add(name) { await this.connection.query('INSERT INTO names VALUES ($1)', [name]) }
}
const outbox = new Outbox()
const store = new Store(pool)

async function api(path, { method = 'GET', ...rest } = {}) { return fetch('https://a.example' + path, { ...rest, method }) }
async function even(n) { return n === 0 ? true : odd(n - 1) }
async function odd(n) { await writeFile('odd.txt', String(n)); return even(n - 1) }
async function twice(work) { await work(); await work() }
async function told() {}
/** @effect write nonsense */
async function misspelled() {}
`

/** Code, and what it does: access, kind, what has the effect, and what it touches. */
const cases: [code: string, ...does: string[]][] = [
  ["read('a.txt')", 'read file read a.txt'],
  ["promises.writeFile('a.txt', '')", 'overwrites file promises.writeFile a.txt'],
  ["fs.promises.appendFile('a.txt', '')", 'write file fs.promises.appendFile a.txt'],
  ["mkdir('a', { recursive: true })", 'repeatable file mkdir a'],
  ["mkdir('a')", 'write file mkdir a'],
  ["rm('a', { force: true })", 'repeatable file rm a'],
  ["pool.query('SELECT * FROM users')", 'read database pool.query users'],
  ['pool.query(`UPDATE ${table} SET a = 1`)', 'write database pool.query users'],
  ["pool.query({ text: 'WITH a AS (SELECT 1) DELETE FROM users' })", 'write database pool.query users'],
  ['pool.query(req.body.sql)', 'unknown database pool.query'],
  ["db('users').where({ a: 1 }).first()", 'read database first users'],
  ["db('users').insert({ a: 1 })", 'write database insert users'],
  ['prisma.user.findMany()', 'read database prisma.user.findMany prisma.user'],
  ['prisma.user.upsert({})', 'overwrites database prisma.user.upsert prisma.user'],
  ["redis.get('a')", 'read database redis.get a'],
  ["redis.incr('a')", 'write database redis.incr a'],
  ["redis.publish('a', 'b')", 'write queue redis.publish a'],
  ["documents.collection('users').doc('a').get()", 'read database get'],
  ["cloud.collection('users').where('age', '>', 7).limit(3).get()", 'read database get'],
  ["cloud.doc('users/a').set({ age: 8 }, { merge: true })", 'overwrites database set { age: 8 }'],
  ["documents.collection('users').add({})", 'write database add {}'],
  ["documents.batch().delete(documents.doc('users/a')).commit()", 'write database commit', 'write database delete'],
  ["messaging.send({ topic: 'a' })", "write mail messaging.send { topic: 'a' }"],
  ["fetch('https://a.example')", 'read network fetch https://a.example'],
  ["fetch('https://a.example', { method: 'PUT' })", 'write network fetch https://a.example'],
  ["fetch('https://a.example', req.body)", 'unknown network fetch https://a.example'],
  ["axios.get('https://a.example')", 'read network axios.get https://a.example'],
  ["client.post('https://a.example')", 'write network client.post https://a.example'],
  ["axios({ method: 'delete', url: 'https://a.example' })", "write network axios { method: 'delete', url: 'https://a.example' }"],
  ['s3.send(new GetObjectCommand({}))', 'read network s3.send'],
  ['s3.send(new PutObjectCommand({}))', 'write network s3.send'],
  ["execute('git status')", 'read process execute git status'],
  ["run('git', ['push'])", 'write process run git'],
  ['execute(req.body.command)', 'unknown process execute req.body.command'],
  ["outbox.post('x')", 'write mail this.#client.sendMail this.#client'],
  ["store.add('x')", 'write database this.connection.query names'],
  ["api('/a')", 'read network fetch'],
  ["api('/a', { method: 'POST' })", 'write network fetch'],
  ['even(3)', 'overwrites file writeFile odd.txt'],
  ["twice(() => mail.sendMail('x'))", 'write mail mail.sendMail mail'],
  ["[1, 2].forEach(() => redis.incr('n'))", 'write database redis.incr n'],
  ["read('a.txt').then((text) => writeFile('b.txt', text))", 'read file read a.txt', 'overwrites file writeFile b.txt'],
  ["read('a.txt').catch(() => mail.sendMail('x'))", 'read file read a.txt'],
  ["setTimeout(() => mail.sendMail('x'), 10)", 'write timer setTimeout'],
  ['(async () => { hits++ })()', 'write shared-state hits++'],
  ['JSON.parse(req.body.text)'],
  ['told()'],
  ["misspelled('x')", 'unknown call misspelled'],
  ['strange(1)', 'unknown call strange of strange'],
  ['req.body.unheard(1)', 'unknown call req.body.unheard'],
]

const summaries: (EffectSummary | undefined)[] = []

beforeAll(async () => {
  const handlers = cases.map(([code], index) => `app.get('/${String(index)}', async (req) => { await Promise.all([${code}, redis.incr('n')]) })`)
  const files = new Map([['package.json', Buffer.from('{ "type": "module" }')], ['app.js', Buffer.from(`${setup}\n${handlers.join('\n')}\n`)]])
  await inFolderOf(files, (folder) => {
    const [facts] = analyzeUnits(loadProject({ cwd: folder }), { rules: builtInRules, drivers: builtInDrivers })
    summaries.push(...facts?.parallelGroups.map(({ members }) => members[0]) ?? [])
  })
}, 120_000)

describe('what code does', () => {
  test.each(cases.map(([code, ...does], index) => ({ code, does, index })))('$code', ({ does, index }) => {
    expect(linesOf(summaries[index])).toEqual(does)
  })
})

function linesOf(summary: EffectSummary | undefined): string[] | undefined {
  return summary && [
    ...summary.effects.map(({ kind, access, isRepeatable, overwrites, by, resource }) => {
      return [isRepeatable ? 'repeatable' : overwrites ? 'overwrites' : access, kind, by, resource].filter((word) => word !== undefined).join(' ')
    }),
    ...summary.unknowns.map(({ by, module }) => `unknown call ${by}${module === undefined ? '' : ` of ${module}`}`),
  ]
}
