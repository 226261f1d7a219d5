import { describe, expect, it } from 'vitest'
import { lowestNode } from '../../src/analysis/lowest-node.js'

describe('lowestNode', () => {
  it.each([
    ['>=22', 22], ['>= 22.4.1', 22], ['^22.1', 22], ['~22.0.0', 22], ['22', 22], ['22.x', 22], ['v22.3.0', 22], ['=24.1.0', 24],
    ['>=18 >=22 <25', 22], ['22 - 24', 22], ['20 - 24', 20], ['^20.11 || >=22', 20], ['^22.11.0||^24', 22], ['>21', 21], ['>=22.0.0-rc.1', 22],
  ])('finds that %s starts at %i', (range, lowest) => {
    expect(lowestNode(range)).toBe(lowest)
  })

  it.each(['*', '', '<25', '<=22', 'lts/*', 'x', '>=22 || *', '>=22 || <18', 'latest', undefined, 22])('finds no lower bound in %s', (range) => {
    expect(lowestNode(range)).toBeUndefined()
  })
})
