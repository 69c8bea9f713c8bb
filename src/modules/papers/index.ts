// What other slices and the app may call of papers.
//
// To add a kind of paper (the transfer letter of another slice):
// 1. `rules/kinds.ts`: its key in PAPER_KINDS, the letters of its numbers, its title.
// 2. `templates/<kind-in-kebab>.typ` with `#let sheet(d) = paper-page(d)[…]`; `d` is the facts below. The key stands in
//    `plan/schema/papers.ts` (TEMPLATES), so a plan may bring a template of its own.
// 3. In the action, inside its transaction: `recordPapers(ctx, tx, tools, kind, [{ personId, areaCode, periodId: null,
//    planVersionId, plan, facts: { head: headOf(plan, hotline), person: personOnPaper(row), …more } }])`. The record, its
//    number, its audit event and the sealed facts are kept with the caller's own write, or not at all.
// 4. Nothing else: `GET /api/v1/papers/:id/pdf` sets it, it is served and voided like every paper, and the person's page
//    lists it (a word for the kind in `web/features/papers/words.ts`).
export { type NewPaper, type Recorded, recordPapers } from './actions/record.ts'
export type { Tools } from './actions/tools.ts'
export { openCertifier } from './certificates.ts'
export { dayText, headOf, type PersonRow, personOnPaper } from './rules/facts.ts'
