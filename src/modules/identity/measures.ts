// The figure of territory (M06): everyone sees their own, so nobody holds a post that reaches beyond its unit's area.
import type { Measure } from '../../platform/measure.ts'
import { countGrantsOutside } from './store.ts'

export const measures = {
  'identity.outsideTerritory': async (tx, { now, area }) => ({ value: await countGrantsOutside(tx, { now, area }) }),
} satisfies Record<string, Measure>
