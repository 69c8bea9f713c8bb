// The story: the same seed tells the same, whoever else is in it; its people are possible and nobody's.
import { expect, it } from 'vitest'
import { readDocument } from '../../modules/people/rules/documents.ts'
import { iso } from './oracle.ts'
import { digestOf, tellStory } from './story.ts'

const villages = ['230406100200', '230406100201', '230406201200']
const telling = { people: 900, days: 14, seed: 7, from: '2020-01-25', villages }
const story = tellStory(telling)
const acts = story.moments.flatMap((moment) => moment.acts)

it('is the same for the same seed, and another for another', () => {
  expect(digestOf(tellStory(telling))).toBe(digestOf(story))
  expect(digestOf(tellStory({ ...telling, seed: 8 }))).not.toBe(digestOf(story))
})

it('tells a life the same with more people around', () => {
  const more = tellStory({ ...telling, people: 901 })
  const of = (told: typeof story) => told.moments.flatMap(({ acts }) => acts).filter(({ person }) => person === 5)
  expect(of(more)).toEqual(of(story))
})

it('has everything that happens in two weeks', () => {
  const kinds = new Set(acts.map(({ kind }) => kind))
  expect([...kinds].sort()).toEqual(
    [
      ['answer', 'cancel', 'confirm', 'correct', 'depart', 'endEarly', 'explain', 'extend', 'found', 'offer'],
      ['register', 'step', 'trespass', 'visit'],
    ].flat(),
  )
  const how = new Set(acts.flatMap((act) => (act.kind === 'answer' || act.kind === 'depart' ? [act.how] : [])))
  expect([...how].sort()).toEqual(['accepted', 'completed', 'gone', 'permitted', 'returned', 'withdrawn'])
  expect(story.people.some(({ source }) => source === 'again')).toBe(true)
  const outcomes = acts.flatMap((act) => (act.kind === 'step' && act.outcome ? [act.outcome] : []))
  expect(outcomes).toContain('excluded')
  expect(story.moments.some(({ releases }) => releases.length > 3)).toBe(true)
  expect(story.moments.filter(({ imports }) => imports.length > 0).length).toBeGreaterThan(1)
  expect(story.moments.some(({ prints }) => prints.length > 0)).toBe(true)
  expect(story.moments.some(({ serves }) => serves.length > 0)).toBe(true)
  expect(iso(story.moments.at(-1)!.at)).toBe('2020-02-08T00:30:00.000Z')
})

it('invents people with numbers that are possible and each their own', () => {
  const documents = story.people.filter(({ before }) => before === null).map(({ document }) => document)
  expect(documents.every((number) => readDocument('resident-id', number).ok)).toBe(true)
  expect(new Set(documents).size).toBe(documents.length)
})

it('reads no temperature that a thermometer does not show', () => {
  const degrees = acts.flatMap((act) => (act.kind === 'visit' ? [act.reading.temperature] : []))
  expect(degrees.filter((degree) => degree !== null && (degree < 34 || degree > 43))).toEqual([])
  expect(degrees.filter((degree) => degree === null).length).toBeGreaterThan(0)
})
