// The shipped plan for tests: its text, its areas and itself. Only tests import this file; the program reads its own.
import { readFileSync } from 'node:fs'
import { parseAreas } from '../areas.ts'
import { parsePlan } from '../load.ts'

const read = (name: string) => readFileSync(new URL(`../../../plans/${name}`, import.meta.url), 'utf8')

export const shippedText = read('hegang-dongshan-2020.yaml')
export const shippedAreas = parseAreas(read('areas-230406.csv'))
export const shippedPlan = parsePlan(shippedText, { areas: shippedAreas })
