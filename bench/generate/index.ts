// A district in the middle of its response, made inside the database so that a size of a million takes minutes: people of
// all villages with names, telephones and sealed numbers, periods of now and of before, two readings a day, missed checks,
// fevers with their referrals, expected arrivals, households, medics and guarantors. All of them are invented.
import type pg from 'pg'
import type { Connection } from '../../src/platform/db/database.ts'
import type { Sealer } from '../../src/platform/sealed.ts'
import { type Bulk, inBulk } from './bulk.ts'
import { names, sealedDocument } from './invented.ts'
import { readings } from './readings.ts'

export interface Size {
  persons: number
  /** Days of readings before today; from 14 on those of the whole term and of terms before, about 28 readings a person. */
  days: number
  /** `YYYY-MM-DD`: the day that the clock stands on, in the morning's window. */
  today: string
  /** Of a hundred, how many were checked in the morning already. */
  done?: number
}

/** A number below `modulus`, always the same for the same `i`. */
export const drawn = (i: string, salt: number, modulus: number) =>
  `(abs(hashint8(${i}::bigint * 64 + ${salt})::bigint) % ${modulus})`

const SEALED_AT_ONCE = 20_000
const NAMES = 20_000

/** Fills an empty district, as the owner of the schema; answers the seconds it took. */
export async function generate(owner: Connection, district: string, sealer: Sealer, size: Size): Promise<number> {
  const began = performance.now()
  await inBulk(owner, district, async (bulk) => {
    await people(bulk, size)
    await Promise.all([sealed(bulk.sides[0], sealer, size), periods(bulk.sides[1], size)])
    await bulk.sides[0].query(PERSONS)
    await readings(bulk, size)
    await bulk.sides[0].query('drop table bench_person, bench_period, bench_name, bench_sealed')
  })
  return (performance.now() - began) / 1000
}

/** Ids in the order of time, as the product makes them; `kind` keeps those of different tables apart. */
const id = (kind: number, i = 'i') =>
  `(lpad(to_hex(1584000000000 + ${i}), 12, '0') || '7' || lpad(to_hex(${kind}), 3, '0') || '8000' || lpad(to_hex(${i}), 12, '0'))::uuid`

/** Everybody with what the tables are made from: who, where, since when. */
async function people({ sides: [client] }: Bulk, { persons, today }: Size): Promise<void> {
  const made = names(Math.min(NAMES, persons))
  await client.query(
    `create unlogged table bench_name as
     select n - 1 as n, name, (select array_agg(t) from json_array_elements_text(terms) t) as terms
     from rows from (json_to_recordset($1) as (name text, terms json)) with ordinality as r (name, terms, n)`,
    [JSON.stringify(made)],
  )
  // Villages and names are not equally large; one in fifty is known to the township only; of three, households are made.
  await client.query(
    `create unlogged table bench_person as
     with v as (select array_agg(code order by code) as codes, count(*) as many from areas where level = 'village'),
       m as (
         select p.area_code, (min(h.account_id::text))::uuid as id from post_holders h join posts p on p.id = h.post_id
         where p.kind = 'villageMedic' and h.until_at is null and h.account_id is not null group by 1),
       g as (
         select array_agg(distinct h.account_id) as ids from post_holders h join posts p on p.id = h.post_id
         where p.kind = 'guarantorLeader' and h.until_at is null and h.account_id is not null)
     select i, ${id(1)} as id, case when ${drawn('i', 1, 50)} = 0 then left(w.area, 9) else w.area end as area_code,
       floor($3 * power(${drawn('i', 2, 1_000_000)} / 1e6, 2))::int as name_n,
       (array['138', '139', '150', '187', '199'])[1 + ${drawn('i', 3, 5)}] || lpad(i::text, 8, '0') as telephone,
       case when (i / 3) % 3 = 0 then ${id(9, '(i / 3)')} end as household_id,
       $1::date - ${drawn('i', 5, 14)}::int as start_day, ${drawn('i', 6, 100)} < 30 as key_person,
       case when ${drawn('i', 7, 100)} < 97 then m.id end as medic_id,
       case when ${drawn('i', 6, 100)} < 27 then g.ids[1 + ${drawn('i', 8, 1000)} % cardinality(g.ids)] end as guarantor_id,
       ${drawn('i', 9, 50)} = 0 as has_fever, ${drawn('i', 10, 100)} < 57 as was_here_before,
       ${drawn('i', 17, 40)} = 0 as is_expected
     from generate_series(0, $2::int - 1) as i cross join v cross join g
     cross join lateral (select v.codes[1 + floor(v.many * power(${drawn('(i / 3)', 4, 1_000_000)} / 1e6, 1.5))::int] as area) w
     left join m on m.area_code = w.area`,
    [today, persons, made.length],
  )
  await client.query(
    'create unlogged table bench_sealed (i int, sealed bytea, hash bytea, masked text, sex text, born date)',
  )
  await client.query('analyze bench_person')
}

async function sealed(client: pg.Client, sealer: Sealer, { persons }: Size): Promise<void> {
  const owner = (i: number) => {
    const hex = i.toString(16).padStart(12, '0')
    const time = (1584000000000 + i).toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7001-8000-${hex}`
  }
  for (let from = 0; from < persons; from += SEALED_AT_ONCE) {
    const count = Math.min(SEALED_AT_ONCE, persons - from)
    const all = Array.from({ length: count }, (_, at) => sealedDocument(sealer, from + at, owner(from + at)))
    await client.query(
      `insert into bench_sealed select $1::int + n - 1, decode(sealed, 'hex'), decode(hash, 'hex'), masked, sex, born
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::date[]) with ordinality as s (sealed, hash, masked, sex, born, n)`,
      [
        from,
        all.map(({ sealed }) => sealed.toString('hex')),
        all.map(({ hash }) => hash.toString('hex')),
        all.map(({ masked }) => masked),
        all.map(({ sex }) => sex),
        all.map(({ birthDate }) => birthDate),
      ],
    )
  }
}

const PERSONS = `with n as materialized (select * from bench_name), households_made as (
    insert into households (id, area_code, address, created_at)
    select distinct on (household_id) household_id, area_code, '胜利路' || i / 3 || '号', start_day from bench_person
    where household_id is not null order by household_id, i
  ), persons_made as (
    insert into persons (id, area_code, name, sex, birth_date, document_type, document_sealed, document_hash, document_masked,
      telephones, address, household_id, registered_at)
    select p.id, p.area_code, n.name, s.sex, s.born, 'resident-id', s.sealed, s.hash, s.masked, array[p.telephone],
      '胜利路' || p.i / 3 || '号', p.household_id, p.start_day + interval '9 hours' + p.i % 3600 * interval '1 second'
    from bench_person p join n on n.n = p.name_n join bench_sealed s on s.i = p.i order by p.i
  )
  insert into person_terms (term, person_id, area_code)
  select t.term, p.id, p.area_code from bench_person p join n on n.n = p.name_n
  cross join lateral unnest(n.terms || p.telephone) as t (term)`

/** Arrivals, assignments, periods and referrals: who isolates now, who did before, and who is still expected. */
async function periods(client: pg.Client, { today, done = 0 }: Size): Promise<void> {
  const plan = '(select id from plan_versions order by version desc limit 1)'
  await client.query(
    `create unlogged table bench_period as
     select i as n, ${id(4)} as id, id as person_id, area_code, ${id(2)} as arrival_id, start_day, true as is_open, key_person, medic_id,
       guarantor_id, has_fever, ${drawn('i', 11, 100)} < ${done} and not has_fever as is_done,
       start_day + interval '9 hours' + i % 3600 * interval '1 second' as registered_at
     from bench_person where not is_expected
     union all
     select i + 100000000, ${id(6)}, id, area_code, ${id(7)}, $1::date - 60 + ${drawn('i', 12, 30)}::int, false, key_person, null, null, false,
       true, ($1::date - 60 + ${drawn('i', 12, 30)}::int) + interval '9 hours' from bench_person
     where was_here_before`,
    [today],
  )
  await client.query('analyze bench_period')
  await client.query(
    `insert into arrivals (id, person_id, area_code, is_current, status, category, category_by, origin_text, arrival_day, source,
       registered_at, plan_version_id)
     select ${id(2)}, id, area_code, true, 'expected', 'elsewhere', 'plan', '哈尔滨', $1::date - 2 + ${drawn('i', 18, 6)}::int, 'list',
       $1::date - 3 + i % 86400 * interval '1 second', ${plan}
     from bench_person where is_expected`,
    [today],
  )
  await client.query(
    `insert into arrivals (id, person_id, area_code, is_current, status, category, category_by, origin_text, arrival_day, means,
       first_temperature, temperature_site, source, registered_at, plan_version_id)
     select arrival_id, person_id, area_code, is_open, 'arrived', case when key_person then 'keyArea' else 'elsewhere' end, 'plan',
       case when key_person then '湖北武汉' else '哈尔滨' end, start_day, 'train',
       case when ${drawn('n', 13, 200)} > 0 then 36 + n % 10 / 10.0 end, 'forehead', 'list', registered_at, ${plan}
     from bench_period order by registered_at`,
  )
  await client.query(
    `insert into assignments (id, person_id, area_code, account_id, role, from_at)
     select ${id(3)}, id, area_code, medic_id, 'medic', start_day from bench_person where medic_id is not null and not is_expected
     union all select ${id(8)}, id, area_code, guarantor_id, 'guarantor', start_day from bench_person
     where guarantor_id is not null and not is_expected`,
  )
  await client.query(
    `insert into referrals (id, period_id, person_id, area_code, temperature, opened_at, opened_on, steps, next_step, next_due_at,
       outcome, closed_at, plan_version_id)
     select ${id(5, 'b.n')}, b.id, person_id, area_code, 38.1, f.at, f.at::date, '[]', case when is_closed then null else 'notified' end,
       case when is_closed then null else f.at + interval '10 minutes' end, case when is_closed then 'excluded' end,
       case when is_closed then f.at + interval '20 hours' end, ${plan}
     from bench_period b cross join lateral (
       select not is_open or not has_fever as is_closed, case when not is_open then start_day + interval '80 hours'
         when has_fever then $1::date + interval '10 hours' - n % 1500 * interval '1 minute' else registered_at + interval '1 hour' end as at) f
     where has_fever or (${drawn('n', 14, 60)} = 0 and (not is_open or start_day < $1::date - 2))`,
    [today],
  )
  // Who was checked this morning is owed the afternoon; the others the morning; whoever has a fever nothing.
  await client.query(
    `insert into isolation_periods (id, person_id, area_code, arrival_id, place, place_rule, start_day, days, ends_on, ends_at,
       registered_at, owed_from, plan_version_id, began_under, state, temperature_owed, open_referral_id, closed_at, closed_on,
       medic_id, guarantor_id, key_person, notice_served_at)
     select b.id, person_id, area_code, arrival_id, case when n % 10 = 0 then 'central' else 'home' end, 'home', start_day, 14, start_day + 14,
       (start_day + 15)::timestamptz, registered_at, registered_at, v.id, v.id,
       case when not is_open then 'released' when has_fever then 'referred' else 'active' end,
       is_open and not has_fever and ${drawn('n', 13, 200)} = 0,
       case when has_fever then ${id(5, 'b.n')} end, case when not is_open then (start_day + 15) + interval '8 hours' end,
       case when not is_open then start_day + 15 end,
       medic_id, guarantor_id, key_person, case when ${drawn('n', 16, 10)} > 0 then registered_at + interval '2 hours' end
     from bench_period b cross join (select ${plan} as id) v`,
  )
  await client.query(
    `insert into next_checks (period_id, person_id, area_code, next_day, next_slot, next_opens_at, next_check_due_at, last_temperature,
       last_reading_at, last_done_opens_at, not_home_at, missed, missed_unexplained)
     select id, person_id, area_code, next.day, next.slot, next.day + next.opens, next.day + next.closes, 36 + n % 10 / 10.0,
       case when is_done then $1::date + interval '8 hours' else $1::date - interval '8 hours' end,
       case when is_done then $1::date + interval '6 hours' else $1::date - interval '10 hours' end,
       case when is_open and ${drawn('n', 15, 200)} = 0 then $1::date - interval '8 hours' end, m.missed, 0
     from bench_period b
     left join lateral (
       select $1::date as day, case when is_done then 'afternoon' else 'morning' end as slot,
         case when is_done then interval '14 hours' else interval '6 hours' end as opens,
         case when is_done then interval '20 hours' else interval '11 hours' end as closes where is_open and not has_fever
     ) next on true
     cross join lateral (select count(*)::int as missed from generate_series(1, case when is_open then $1::date - start_day - 1 else 14 end) d
       where ${missed('n', 'start_day + d::int', 0)}) m`,
    [today],
  )
  await client.query(
    `insert into checks (period_id, day, slot, person_id, area_code, outcome, closed_at, recorded_at, explanation, explained_at, plan_version_id)
     select b.id, start_day + d, 'morning', person_id, area_code, 'missed', (start_day + d) + interval '11 hours',
       (start_day + d) + interval '14 hours', '不在家', (start_day + d) + interval '15 hours', ${plan}
     from bench_period b cross join generate_series(1, 14) d
     where (not is_open or start_day + d < $1::date) and ${missed('n', 'start_day + d', 0)}`,
    [today],
  )
}

/** One morning in thirty-three nobody came; `slot` is 0 in the morning, and in the afternoon somebody always does. */
export const missed = (n: string, day: string, slot: number) =>
  slot === 0 ? `hashint8(${n}::bigint * 4096 + (${day} - date '2019-12-01')) % 33 = 0` : 'false'
