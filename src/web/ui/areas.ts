// The district's territory on the screen: loaded once, named from the township down ("东方红乡 / 某村").
import { useMemo } from 'react'
import type * as z from 'zod'
import { areaLevel } from '../../kernel/area.ts'
import type { AreaList, AreaView } from '../../modules/organisation/contract.ts'
import { useApi } from '../shell/queries.ts'

export type Area = z.infer<typeof AreaView>

export function useAreas() {
  const { data } = useApi<z.infer<typeof AreaList>>('/api/v1/areas', undefined, { staleTime: Number.POSITIVE_INFINITY })
  return useMemo(() => {
    const byCode = new Map((data?.items ?? []).map((area) => [area.code, area]))
    const nameOf = (code: string): string => byCode.get(code)?.name ?? code
    /** Township and village; the district alone for itself. */
    const pathOf = (code: string): string => {
      const names: string[] = []
      for (const length of [9, 12]) if (code.length >= length) names.push(nameOf(code.slice(0, length)))
      if (code.length > 12) names.push(code.slice(13))
      return names.length > 0 ? names.join(' ') : nameOf(code)
    }
    // One that the plan has no longer keeps its name where something lies in it, and is not offered.
    const areas = [...byCode.values()].filter((area) => isInside(area) && !area.hasEnded)
    return { areas, byCode, nameOf, pathOf }
  }, [data])
}

/** District, townships, villages and grids: what an address may be. */
const isInside = (area: Area) => areaLevel(area.code) !== 'province' && areaLevel(area.code) !== 'city'

export function AreaName({ code }: { code: string | null | undefined }): string {
  const { pathOf } = useAreas()
  return code ? pathOf(code) : ''
}
