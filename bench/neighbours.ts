/**
 * Similar cases: time of one search among embeddings of 1,280 numbers.
 *
 *   npm run bench:neighbours
 */
import { createNeighbourIndex } from "../electron/domain/neighbours";

const DIMENSION = 1280;
const SEARCHES = 40;

function embedding(seed: number): Float32Array {
  return Float32Array.from({ length: DIMENSION }, (_, at) =>
    Math.max(0, Math.sin(seed * 12.9898 + at * 78.233)),
  );
}

console.log("| photos | median | 95th percentile |");
console.log("|---|---|---|");
for (const photos of [1_000, 10_000, 50_000]) {
  const index = createNeighbourIndex(DIMENSION);
  for (let seed = 0; seed < photos; seed++) {
    index.put({ photoId: String(seed), patientId: null, lesionId: null }, embedding(seed));
  }
  const times = Array.from({ length: SEARCHES }, (_, search) => {
    const probe = embedding(-1 - search);
    const start = performance.now();
    index.nearest({ photoId: "probe", patientId: null, lesionId: null }, probe, 6);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const at = (share: number): string =>
    `${(times[Math.floor(share * (SEARCHES - 1))] ?? NaN).toFixed(1)} ms`;
  console.log(`| ${photos} | ${at(0.5)} | ${at(0.95)} |`);
}
