// What a rule of the check says is wrong: where in the plan, a stable code and both languages. `check.ts` adds the line.

export type Path = readonly (string | number)[]
export interface Fault {
  path: Path
  code: string
  zh: string
  en: string
}
