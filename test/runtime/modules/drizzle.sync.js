// drizzle-orm over the driver under test, as an application has it.
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { db as client } from './database.js'

const db = drizzle({ client })
const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name') })

export const reset = () => { db.delete(users).run() }
export const all = () => db.select().from(users).all()
export const register = (name) => db.transaction((tx) => {
  if (tx.select().from(users).where(eq(users.name, name)).get()) tx.rollback()
  return tx.insert(users).values({ name }).returning().get()
})
export const unfinished = () => db.select().from(users)
export const leaveTransactionOpen = () => { db.run('BEGIN') }
