import Database from 'libsql'

const db = new Database('shop.db')
db.exec(`
  CREATE TABLE IF NOT EXISTS books (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS users (name TEXT NOT NULL);
  INSERT INTO books SELECT 1, 'Emma' WHERE NOT EXISTS (SELECT 1 FROM books)`)

export const findBook = (id) => db.prepare('SELECT * FROM books WHERE id = ?').get(id)
export const addBook = (title) => { db.prepare('INSERT INTO books (title) VALUES (?)').run(title) }
export const countBooks = () => db.prepare('SELECT count(*) AS count FROM books').get().count

export const hasUser = (name) => db.prepare('SELECT 1 FROM users WHERE name = ?').get(name) !== undefined
export const addUser = (name) => { db.prepare('INSERT INTO users VALUES (?)').run(name) }
export const countUsers = () => db.prepare('SELECT count(*) AS count FROM users').get().count
export const register = (name) => {
  if (hasUser(name)) return false
  addUser(name)
  return true
}

export const begin = () => { db.exec('BEGIN') }
export const commit = () => { db.exec('COMMIT') }
export const addBooks = db.transaction((titles) => { for (const title of titles) addBook(title) })

export const setUp = () => { db.exec('CREATE TEMP TABLE seen (id INTEGER)') }
export const see = (id) => { db.prepare('INSERT INTO temp.seen VALUES (?)').run(id) }
