import type { queries, userDb } from './exports.sync.js'

type Users = typeof userDb
export declare function isOwn(users: Users): boolean
export declare function both(id: number, users: Users, from: typeof queries): [string | undefined, string]
