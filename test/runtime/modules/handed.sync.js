// Functions that are handed an object which lives in the thread.
import { userDb } from './exports.sync.js'

export function isOwn(users) { return users === userDb }
export function both(id, users, queries) { return [users.find(id), queries.all()] }
