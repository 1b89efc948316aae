/** The demo clinic's letterhead. Nobody is reached by it: all of it is reserved for examples. */
export const DEMO_LETTERHEAD = {
  name: "Demo clinic",
  address: "12 Market Square\nExampleton EX4 2AB",
  phone: "+44 1632 960142",
  mail: "reception@demo-clinic.example",
} as const;
