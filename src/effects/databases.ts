import type { EffectTable } from '../model/effects.js'
import { calls } from './calls.js'

const mongo = calls({
  read: 'find findOne findById count countDocuments estimatedDocumentCount distinct exists aggregate populate listCollections indexes',
  write: 'create insertOne insertMany save updateOne updateMany update replaceOne deleteOne deleteMany findOneAndUpdate findOneAndReplace findOneAndDelete '
    + 'findByIdAndUpdate findByIdAndDelete bulkWrite bulkSave drop dropDatabase dropCollection dropIndex rename commitTransaction abortTransaction',
  repeatable: 'createIndex createIndexes ensureIndexes syncIndexes',
})

/** Drivers that take SQL as text: after the types of pg 8, mysql2 3 and those of better-sqlite3 and `node:sqlite` in src/drivers. */
const drivers: readonly EffectTable[] = [
  {
    modules: ['pg', 'pg-pool', 'mysql', 'mysql2', 'mariadb', 'sqlite3', 'sqlite', 'tedious', 'mssql', '@libsql/client', '@neondatabase/serverless', 'postgres', '@vercel/postgres'],
    kind: 'database',
    calls: calls({ sql: 'query execute run exec get all each sql unsafe batch', write: 'beginTransaction begin commit rollback' }),
    otherwise: 'none', itself: 'sql', resource: 'first-argument',
  },
  {
    modules: ['better-sqlite3', 'libsql'],
    kind: 'database',
    calls: calls({ statement: 'run get all iterate', sql: 'exec', unknown: 'pragma deferred immediate exclusive', read: 'serialize', write: 'backup loadExtension' }),
    otherwise: 'none', resource: 'first-argument',
  },
]

/** Query builders and mappers: after the types of knex 3.3, drizzle-orm 0.45, typeorm 1.1 and 0.3, sequelize 6, mongoose 9, mongodb 7.9, and Prisma's and Kysely's pages. */
const mappers: readonly EffectTable[] = [
  {
    modules: ['knex'], kind: 'database', otherwise: 'none', itself: 'none', resource: 'receiver',
    calls: calls({
      read: 'select first pluck count countDistinct min max sum avg columns hasTable hasColumn',
      write: 'insert update upsert del delete truncate increment decrement createTable dropTable dropTableIfExists alterTable renameTable commit rollback',
      sql: 'raw',
    }),
  },
  {
    modules: ['drizzle-orm'], kind: 'database', otherwise: 'none', resource: 'first-argument',
    calls: calls({ read: 'select selectDistinct selectDistinctOn findMany findFirst $count', write: 'insert update delete rollback', sql: 'execute run all get values' }),
  },
  {
    modules: ['kysely'], kind: 'database', otherwise: 'none', resource: 'first-argument',
    calls: calls({ read: 'selectFrom', write: 'insertInto updateTable deleteFrom replaceInto mergeInto' }),
  },
  {
    modules: ['@prisma/client', '.prisma/client'], kind: 'database', otherwise: 'none', resource: 'receiver',
    calls: calls({
      read: 'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany count aggregate groupBy',
      write: 'create createMany createManyAndReturn update updateMany updateManyAndReturn delete deleteMany $executeRaw $executeRawUnsafe',
      overwrites: 'upsert',
      sql: '$queryRaw $queryRawUnsafe',
    }),
  },
  {
    modules: ['typeorm'], kind: 'database', otherwise: 'none', resource: 'receiver',
    calls: calls({
      read: 'find findBy findAndCount findAndCountBy findByIds findOne findOneBy findOneById findOneOrFail findOneByOrFail count countBy exist exists existsBy existBy sum average '
        + 'minimum maximum getOne getOneOrFail getMany getManyAndCount getCount getExists getRawOne getRawMany getRawAndEntities',
      write: 'save insert update updateAll delete deleteAll remove softDelete softRemove restore recover increment decrement clear commitTransaction rollbackTransaction startTransaction execute',
      overwrites: 'upsert',
      sql: 'query',
    }),
  },
  {
    modules: ['sequelize', 'sequelize-typescript'], kind: 'database', otherwise: 'none', resource: 'receiver',
    calls: calls({
      read: 'findAll findOne findByPk findAndCountAll count max min sum aggregate reload',
      write: 'create bulkCreate update destroy save increment decrement restore truncate findOrCreate findCreateFind drop sync commit rollback',
      overwrites: 'upsert',
      sql: 'query',
    }),
  },
  { modules: ['mongoose', 'mongodb'], kind: 'database', calls: mongo, otherwise: 'none', resource: 'receiver' },
  {
    modules: ['@supabase/supabase-js'], kind: 'database', otherwise: 'none', resource: 'receiver',
    calls: calls({ read: 'select', write: 'insert update delete', overwrites: 'upsert', unknown: 'rpc' }),
  },
  { modules: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'], kind: 'database', calls: calls({ 'class-name': 'send' }), otherwise: 'none', resource: 'first-argument' },
]

/** Firestore, and what else Firebase does, by the names in its documentation for Node.js: nobody can tell `batch.set`, which waits for `commit`, from `doc.set`. */
const firestore = calls({
  read: 'get getAll getDoc getDocs getCountFromServer listDocuments listCollections getPartitions explain',
  write: 'add addDoc create update updateDoc delete deleteDoc commit bulkWriter recursiveDelete runTransaction',
  overwrites: 'set setDoc',
})
const firebase: readonly EffectTable[] = [
  { modules: ['@google-cloud/firestore', 'firebase-admin', 'firebase'], kind: 'database', calls: firestore, otherwise: 'none', resource: 'first-argument' },
  {
    modules: ['firebase-admin'], kind: 'network', otherwise: 'none', resource: 'first-argument',
    calls: calls({
      read: 'getUser getUsers getUserByEmail getUserByPhoneNumber listUsers verifyIdToken verifySessionCookie',
      write: 'createUser updateUser deleteUser deleteUsers importUsers setCustomUserClaims revokeRefreshTokens',
    }),
  },
  { modules: ['firebase-admin'], kind: 'mail', otherwise: 'none', resource: 'first-argument', calls: calls({ write: 'send sendEach sendEachForMulticast sendToTopic sendToDevice' }) },
]

/** Redis, whose commands are methods: after the types of redis 6.3 and ioredis 6.0. */
const redis: readonly EffectTable[] = [
  {
    modules: ['redis', 'ioredis', '@redis/client'], kind: 'database', otherwise: 'none', resource: 'first-argument',
    calls: calls({
      read: 'get mget mGet getrange getRange strlen strLen exists keys scan ttl pttl type hget hGet hmget hmGet hgetall hGetAll hkeys hKeys hvals hVals hexists hExists hlen hLen '
        + 'smembers sMembers sismember sIsMember scard sCard zrange zRange zscore zScore zcard zCard zrank zRank lrange lRange llen lLen lindex lIndex ping dbsize dbSize',
      write: 'getset getSet getdel getDel setnx setNX incr incrby incrBy incrbyfloat decr decrby decrBy append hincrby hIncrBy rename sadd sAdd srem sRem spop sPop zadd zAdd zrem zRem '
        + 'zincrby zIncrBy lpush lPush rpush rPush lpop lPop rpop rPop ltrim lTrim lrem lRem blpop brpop exec flushall flushAll flushdb flushDb eval evalsha',
      overwrites: 'set setex setEx psetex mset mSet hset hSet hmset',
      repeatable: 'del unlink hdel hDel expire pexpire expireat expireAt persist',
      unknown: 'call sendCommand',
    }),
  },
  { modules: ['redis', 'ioredis', '@redis/client'], kind: 'queue', calls: calls({ write: 'publish spublish sPublish xadd xAdd' }), otherwise: 'none', resource: 'first-argument' },
]

/** Databases that do not block. */
export const databaseEffects: readonly EffectTable[] = [...drivers, ...mappers, ...firebase, ...redis]
