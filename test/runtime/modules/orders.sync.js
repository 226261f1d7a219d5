import { threadId } from 'node:worker_threads'
import { db } from './database.js'

export const thread = () => threadId
export const kept = () => db.prepare('SELECT a FROM temp.kept').all()
export const cacheSize = () => db.prepare('PRAGMA cache_size').get().cache_size
export const isInTransaction = () => db.inTransaction ?? db.isTransaction
