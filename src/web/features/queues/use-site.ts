// Where temperatures are taken in this round: chosen once for all rows, kept in the browser.
import { useState } from 'react'
import { SITES, type Site } from '../../../modules/isolation/rules/reading.ts'

const STORED = 'lianfang.site'

export function useSite(): [Site, (site: Site) => void] {
  const [site, setSite] = useState<Site>(() => {
    const stored = localStorage.getItem(STORED)
    return SITES.find((one) => one === stored) ?? 'forehead'
  })
  return [
    site,
    (next) => {
      localStorage.setItem(STORED, next)
      setSite(next)
    },
  ]
}
