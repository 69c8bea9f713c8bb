// The district that tests run in: the one of the plan that ships (GB/T 2260).
export const TEST_DISTRICT = '230406'
