// The figure of territory (M06): everyone sees their own, so nobody holds a post that reaches beyond its unit's area.
import { listed, type Measure } from '../../platform/measure.ts'
import { listGrantsOutside } from './store.ts'

const outsideTerritory = listed(
  async (tx, { now, area }) =>
    (await listGrantsOutside(tx, { now, area })).map(({ id, zh, en, holder, area_code, reach, from_at }) => ({
      id,
      kept: false,
      about: { zh: `${zh}：${holder}`, en: `${en}: ${holder}` },
      areaCode: area_code,
      at: from_at,
      zh: `单位辖区 ${area_code}，授权到 ${reach}`,
      en: `the unit's area is ${area_code}, the grant reaches ${reach}`,
    })),
  { isNumber: true },
)

export const measures = { 'identity.outsideTerritory': outsideTerritory } satisfies Record<string, Measure>
