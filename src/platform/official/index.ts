// Official documents (公文) in the layout of GB/T 9704, as Word and as PDF from one description; what stands in them is said
// by the slices (the district situation report, minutes of the meeting).
export { type Block, dayInWords, heading, numeral, type OfficialDocument, paragraph, table } from './model.ts'
export { officialPdf } from './pdf.ts'
export { officialWord, WORD_TYPE } from './word.ts'
