import { createServer } from 'node:http'
createServer().listen(0)
export const never = () => 1
