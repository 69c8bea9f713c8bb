// The kinds of work that go with a post when its holder changes or somebody acts (M02, M57). A slice whose work lies in
// somebody's hands adds its own here.
import { openWork as directives } from '../modules/directives/index.ts'
import { openWork as isolation } from '../modules/isolation/index.ts'
import type { OpenWork } from '../modules/organisation/index.ts'

export const OPEN_WORK: readonly OpenWork[] = [...isolation, ...directives]
