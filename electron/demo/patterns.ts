import type { Diagnosis } from "../domain/diagnosis";
import { pour, thin } from "./layer";
import { ramp } from "./noise";
import type { OutlineStyle } from "./outline";
import { seededRandom } from "./seededRandom";
import {
  arborisingVessels,
  field,
  fingerprint,
  fissures,
  lacunae,
  network,
  overLesion,
  patch,
  pointWithin,
  shinyWhiteLines,
  spots,
  streaks,
  type LesionSite,
} from "./structures";

/** What the lesions of a diagnosis look like. */
export interface Pattern {
  readonly outline: (seed: number, months: number) => OutlineStyle;
  /** Growth of the radius per month, as a share. */
  readonly growth: number;
  /** Lays the lesion into the tissue. */
  readonly paint: (site: LesionSite, months: number) => void;
}

/** Own streams for the outline and for the pattern, so that neither shifts the other. */
const OUTLINE = 1;
const PATTERN = 2;

const naevus: Pattern = {
  growth: 0.0012,
  outline: (seed) => {
    const random = seededRandom(seed, OUTLINE);
    return {
      radius: random.between(78, 118),
      elongation: random.between(1.02, 1.4),
      lobes: 0,
      irregularity: random.between(0.07, 0.13),
      softness: random.between(0.11, 0.22),
    };
  },
  paint: (site) => {
    const random = seededRandom(site.seed, PATTERN);
    const { tissue, noise } = site;
    const kind = random.pick(["reticular", "reticular", "globular", "two-tone"]);
    const brown = random.between(0.45, 1) * site.pigmentation;
    const rosy = random.between(0.02, 0.22);
    const middle = kind === "two-tone" ? 0.75 : random.between(0.1, 0.35);
    overLesion(site, -0.3, (index, u, v, depth, cover) => {
      const shade = 0.6 + middle * ramp(0.15, 0.75, depth) + 0.2 * noise.fractal(u / 22, v / 22, 3);
      add(tissue.melanin.values, index, brown * shade * cover);
      add(tissue.blood.values, index, rosy * cover);
    });
    const style = {
      mesh: random.between(6.8, 8.8),
      lines: random.between(0.2, 0.28),
      disorder: 0.72,
    };
    if (kind === "globular") {
      const inner = { count: 150, radius: [2.2, 4.2], depth: [0.1, 1.5], softness: 0.55 } as const;
      const rim = { count: 90, radius: [2.4, 4], depth: [-0.02, 0.13], softness: 0.5 } as const;
      pour(tissue.melanin, spots(site, 11, inner), brown * 0.6);
      pour(tissue.melanin, spots(site, 12, rim), brown * 0.95);
    } else {
      // Even all over and thinning out at the border: what makes a network a typical one.
      const lines = network(site, style);
      const even = field(site, (u, v, depth) => {
        const calm = 0.8 + 0.35 * noise.fractal(u / 40, v / 40 + 20, 2);
        return calm * ramp(-0.12, 0.14, depth) * (1 - 0.6 * middle * ramp(0.35, 0.9, depth));
      });
      pour(tissue.melanin, lines, brown * 0.85, even);
      const dots = { count: 26, radius: [1.6, 2.6], depth: [0.35, 1.5], softness: 0.7 } as const;
      pour(tissue.melanin, spots(site, 13, dots), brown * 0.7);
    }
    pour(tissue.white, spots(site, 14, follicles(16)), 0.16);
  },
};

const melanoma: Pattern = {
  growth: 0.012,
  outline: (seed, months) => {
    const random = seededRandom(seed, OUTLINE);
    return {
      radius: random.between(88, 116),
      elongation: random.between(1.1, 1.45),
      lobes: random.whole(2, 3),
      irregularity: random.between(0.2, 0.28) + months * 0.0015,
      softness: random.between(0.05, 0.09),
    };
  },
  paint: (site, months) => {
    const random = seededRandom(site.seed, PATTERN);
    const { tissue, noise, outline } = site;
    const advance = Math.min(1.6, 1 + months * 0.02);
    const brown = random.between(0.7, 0.95) * site.pigmentation;
    const rosy = random.between(0.2, 0.55);
    // Each side of the lesion differs: pigment grows along one random direction.
    const side = random.between(0, 2 * Math.PI);
    const sideX = Math.cos(side) / outline.radius;
    const sideY = Math.sin(side) / outline.radius;
    overLesion(site, -0.3, (index, u, v, _depth, cover) => {
      const lean = u * sideX + v * sideY;
      const clouds = noise.fractal(u / 46 + 3, v / 46, 4);
      const grit = noise.fractal(u / 8 + 30, v / 8, 2);
      const shade = 0.75 + 0.45 * lean + 0.75 * clouds + 0.3 * grit;
      add(tissue.melanin.values, index, brown * Math.max(0.18, shade) * cover);
      const red = ramp(-0.1, 0.7, noise.fractal(u / 60 + 90, v / 60, 2) - 0.5 * lean);
      add(tissue.blood.values, index, (0.15 + rosy * 1.3 * red) * cover);
    });

    const lines = network(site, { mesh: random.between(9.5, 12.5), lines: 0.32, disorder: 1 });
    const broken = field(site, (u, v, depth) => {
      const here = ramp(0, 0.55, noise.fractal(u / 42, v / 42 + 50, 2) + 0.12);
      return here * ramp(0.75, 0.3, depth);
    });
    pour(tissue.melanin, lines, brown * 0.95, broken);

    const blotches = random.whole(2, 3);
    for (let blotch = 0; blotch < blotches; blotch++) {
      const at = pointWithin(site, random, 0.08, 0.5);
      const reach = outline.radius * random.between(0.26, 0.46) * advance;
      if (at !== null) pour(tissue.melanin, patch(site, at, reach), random.between(0.8, 1.4));
    }
    pour(tissue.melanin, streaks(site, 21, side, 0.75), 1.5);
    const dots = {
      radius: [1.2, 4.6],
      depth: [-0.04, 0.7],
      softness: 0.7,
      flatness: 1.6,
    } as const;
    pour(tissue.melanin, spots(site, 22, { ...dots, count: Math.round(46 * advance) }), 1.5);

    const scarAt = pointWithin(site, random, 0.15, 0.6);
    if (scarAt !== null) {
      const scar = patch(site, scarAt, outline.radius * random.between(0.34, 0.5));
      thin(tissue.melanin, scar, 0.62);
      pour(tissue.white, scar, 0.26);
      const near = { ...scarAt, reach: outline.radius * 0.45 };
      const pepper = {
        count: 260,
        radius: [0.9, 1.7],
        depth: [0, 1.5],
        softness: 0.6,
        near,
      } as const;
      pour(tissue.veil, spots(site, 23, pepper), 0.75);
    }
    const veilAt = pointWithin(site, random, 0.3, 0.9);
    if (veilAt !== null) {
      const veil = patch(site, veilAt, outline.radius * random.between(0.5, 0.72) * advance);
      const smoky = field(site, (u, v) => 0.8 + 0.5 * noise.fractal(u / 17, v / 17 + 9, 3));
      pour(tissue.melanin, veil, 0.45);
      pour(tissue.veil, veil, random.between(0.55, 0.72), smoky);
      pour(tissue.white, veil, 0.1, smoky);
    }
    pour(tissue.white, shinyWhiteLines(site, 24, 12), 0.3);
  },
};

const basalCellCarcinoma: Pattern = {
  growth: 0.006,
  outline: (seed) => {
    const random = seededRandom(seed, OUTLINE);
    return {
      radius: random.between(85, 120),
      elongation: random.between(1.05, 1.4),
      lobes: random.whole(0, 1),
      irregularity: random.between(0.14, 0.22),
      softness: random.between(0.12, 0.2),
    };
  },
  paint: (site, months) => {
    const random = seededRandom(site.seed, PATTERN);
    const { tissue, noise, outline } = site;
    const pink = random.between(0.4, 0.65);
    overLesion(site, -0.4, (index, u, v, depth, cover) => {
      const clouds = noise.fractal(u / 34, v / 34, 3);
      add(tissue.blood.values, index, cover * pink * (0.85 + 0.7 * clouds));
      const pearly = ramp(0.05, 0.6, noise.fractal(u / 48 + 70, v / 48, 2) + 0.15);
      add(tissue.white.values, index, cover * (0.1 + 0.32 * pearly));
      add(tissue.relief.values, index, cover * 0.07 * ramp(0.35, 0, Math.abs(depth - 0.15)));
    });

    const nests = { softness: 0.62, flatness: 1.8, depth: [0.02, 0.55] } as const;
    const large = spots(site, 31, { ...nests, count: random.whole(5, 9), radius: [10, 21] });
    const small = spots(site, 32, { ...nests, count: random.whole(14, 26), radius: [2.2, 5] });
    const mottled = field(site, (u, v) => 0.85 + 0.4 * noise.fractal(u / 9, v / 9, 2));
    for (const [layer, amount] of [
      [large, 0.72],
      [small, 0.8],
    ] as const) {
      pour(tissue.veil, layer, amount, mottled);
      pour(tissue.melanin, layer, 0.6, mottled);
    }
    leafLikeAreas(site, random.whole(2, 4));

    const trunks = random.whole(4, 6) + Math.floor(months / 12);
    const vessels = arborisingVessels(site, 33, { trunks, radius: random.between(1.5, 2.1) });
    thin(tissue.white, vessels, 0.8);
    pour(tissue.blood, vessels, 1.45);
    pour(tissue.melanin, vessels, 0.15);

    pour(tissue.white, shinyWhiteLines(site, 34, 16), 0.4);
    if (random.chance(0.55)) {
      const sore = pointWithin(site, random, 0.25, 0.8);
      if (sore !== null) ulcer(site, sore, outline.radius * random.between(0.14, 0.22));
    }
  },
};

/** Leaf-like areas: brown bulbs side by side at the border, joined at their base. */
function leafLikeAreas(site: LesionSite, count: number): void {
  const { tissue, outline } = site;
  for (let leaf = 0; leaf < count; leaf++) {
    const random = seededRandom(site.seed, 35, leaf);
    const base = pointWithin(site, random, 0, 0.12);
    if (base === null) continue;
    const near = { ...base, reach: outline.radius * 0.2 };
    const bulbs = { count: 420, radius: [3, 6.5], depth: [-0.06, 0.2], softness: 0.6 } as const;
    const leaves = spots(site, 350 + leaf, { ...bulbs, flatness: 1.9, near });
    pour(tissue.melanin, leaves, 0.95);
    pour(tissue.veil, leaves, 0.22);
  }
}

/** An erosion: raw red with a yellow-brown crust. */
function ulcer(site: LesionSite, at: { x: number; y: number }, reach: number): void {
  const { tissue, noise } = site;
  const raw = patch(site, at, reach * 1.25);
  thin(tissue.white, raw, 0.9);
  pour(tissue.blood, raw, 1.1);
  const crust = patch(site, { x: at.x + reach * 0.1, y: at.y - reach * 0.1 }, reach * 0.75);
  const rough = field(site, (u, v) => 0.7 + 0.7 * noise.fractal(u / 6, v / 6, 2));
  pour(tissue.sebum, crust, 0.9, rough);
  pour(tissue.melanin, crust, 0.75, rough);
}

const benignKeratosis: Pattern = {
  growth: 0.002,
  outline: (seed) => {
    const random = seededRandom(seed, OUTLINE);
    return {
      radius: random.between(84, 122),
      elongation: random.between(1.05, 1.4),
      lobes: random.whole(0, 1),
      irregularity: random.between(0.11, 0.17),
      softness: 0.025,
    };
  },
  paint: (site) => {
    const random = seededRandom(site.seed, PATTERN);
    const { tissue, noise } = site;
    const isFlat = random.chance(0.2);
    const brown =
      (isFlat ? random.between(0.32, 0.5) : random.between(0.5, 0.9)) * site.pigmentation;
    const waxy = random.between(0.35, 0.75);
    overLesion(site, -0.3, (index, u, v, depth, cover) => {
      const clouds = noise.fractal(u / 28, v / 28, 4);
      const warts = noise.cells(u / 19 + clouds * 0.3, v / 19, 0.95).nearest;
      const lumpy = isFlat ? 0.55 * noise.fractal(u / 12, v / 12, 3) : 0.32 * (warts - 0.4);
      add(tissue.melanin.values, index, cover * brown * (0.8 + 0.45 * clouds + lumpy));
      add(tissue.sebum.values, index, cover * waxy * (0.8 + 0.5 * clouds));
      add(tissue.blood.values, index, cover * 0.12);
      if (isFlat) return;
      // Stuck on: the edge catches the light above and throws a shadow below.
      const edge = ramp(0.16, 0.02, Math.abs(depth - 0.03));
      add(
        tissue.relief.values,
        index,
        edge * (0.12 * ramp(30, -30, v) - 0.07) + cover * 0.1 * (0.45 - warts),
      );
    });
    if (isFlat) {
      pour(tissue.melanin, fingerprint(site, random.between(0, 3), random.between(4.6, 5.8)), 0.36);
      pour(tissue.white, spots(site, 41, follicles(30)), 0.2);
      return;
    }
    const folds = fissures(site, random.between(26, 36), random.between(0.075, 0.1));
    pour(tissue.melanin, folds, 0.6);
    const open = { count: random.whole(12, 22), radius: [2.8, 6.5], depth: [0.08, 1.5] } as const;
    const plugs = spots(site, 42, { ...open, softness: 0.5, flatness: 1.4 });
    pour(tissue.melanin, plugs, 1.35);
    pour(tissue.sebum, plugs, 0.3);
    const closed = { count: random.whole(24, 44), radius: [2.4, 5.6], depth: [0.08, 1.5] } as const;
    const milia = spots(site, 43, { ...closed, softness: 0.75 });
    thin(tissue.melanin, milia, 0.75);
    pour(tissue.white, milia, 0.62);
    pour(tissue.sebum, milia, 0.15);
  },
};

const actinicKeratosis: Pattern = {
  growth: 0.004,
  outline: (seed) => {
    const random = seededRandom(seed, OUTLINE);
    return {
      radius: random.between(95, 130),
      elongation: random.between(1.05, 1.4),
      lobes: random.whole(1, 2),
      irregularity: random.between(0.2, 0.28),
      softness: random.between(0.16, 0.26),
    };
  },
  paint: (site) => {
    const random = seededRandom(site.seed, PATTERN);
    const { tissue, noise } = site;
    const red = random.between(0.55, 0.9);
    const mesh = random.between(20, 26);
    overLesion(site, -0.5, (index, u, v, _depth, cover) => {
      const clouds = noise.fractal(u / 40, v / 40, 3);
      const bend = clouds * 0.25;
      const { nearest: distance, cell } = noise.cells(u / mesh + bend, v / mesh - bend, 0.9);
      const nearest = distance * (1.15 + 0.3 * cell) + 0.09 * noise.smooth(u / 5, v / 5);
      // Strawberry: a red net of fine vessels around wide, pale follicles with a yellow plug.
      const net = ramp(0.2, 0.5, nearest);
      const threads = Math.abs(noise.fractal(u / 7.5, v / 7.5 + 40, 2));
      const vessel = ramp(0.22, 0.05, threads);
      add(
        tissue.blood.values,
        index,
        cover * red * (0.3 + net * (0.45 + 0.5 * vessel) + 0.4 * clouds),
      );
      add(tissue.white.values, index, cover * 0.3 * ramp(0.42, 0.16, nearest));
      const plug = ramp(0.17, 0.08, nearest);
      add(tissue.sebum.values, index, cover * (0.55 * plug + 0.1));
      add(tissue.melanin.values, index, cover * (0.3 * plug + 0.06));
    });
    scales(site, random.between(0.05, 0.2));
    const dots = { count: 46, radius: [1.8, 3], depth: [0.05, 1.5], softness: 0.5 } as const;
    pour(tissue.blood, spots(site, 51, dots), 0.95);
    if (random.chance(0.5)) {
      const stain = pointWithin(site, random, 0.1, 0.5);
      if (stain !== null) pour(tissue.melanin, patch(site, stain, 45), 0.4);
    }
  },
};

/** Flakes of keratin: white to yellow plates with crisp, lit edges. */
function scales(site: LesionSite, threshold: number): void {
  const { tissue, noise } = site;
  overLesion(site, -0.3, (index, u, v, depth, cover) => {
    const where =
      noise.fractal(u / 44 + 15, v / 44 + 15, 2) + 0.22 * noise.fractal(u / 8, v / 8, 2);
    const here = cover * ramp(threshold, threshold + 0.13, where) * ramp(-0.1, 0.2, depth);
    if (here === 0) return;
    const { nearest, second, cell } = noise.cells(u / 11 + where, v / 8 + where, 1);
    const crack = ramp(0.14, 0.02, second - nearest);
    add(tissue.white.values, index, here * (0.45 - 0.32 * crack + 0.2 * cell));
    add(tissue.sebum.values, index, here * (0.35 + 0.2 * crack));
    add(tissue.relief.values, index, here * (0.06 * cell - 0.12 * crack));
  });
}

const dermatofibroma: Pattern = {
  growth: 0.0008,
  outline: (seed) => {
    const random = seededRandom(seed, OUTLINE);
    return {
      radius: random.between(80, 106),
      elongation: random.between(1.02, 1.22),
      lobes: 0,
      irregularity: random.between(0.06, 0.1),
      softness: random.between(0.24, 0.32),
    };
  },
  paint: (site) => {
    const random = seededRandom(site.seed, PATTERN);
    const { tissue, noise } = site;
    const brown = random.between(0.3, 0.5) * site.pigmentation;
    const pink = random.between(0.15, 0.4);
    const heart = random.between(0.5, 0.6);
    overLesion(site, -0.5, (index, u, v, depth, cover) => {
      const clouds = noise.fractal(u / 30, v / 30, 3);
      const core = ramp(heart - 0.28, heart + 0.22, depth + 0.24 * clouds);
      const ring = cover * (1 - core);
      add(tissue.melanin.values, index, ring * brown * (0.8 + 0.4 * clouds) + core * 0.05);
      add(tissue.blood.values, index, cover * pink * (0.8 + 0.5 * clouds) + ring * 0.05);
      // The scar is crossed by white lines, a net of its own.
      const { nearest, second } = noise.cells(u / 12 + clouds, v / 12, 0.9);
      add(
        tissue.white.values,
        index,
        core * (0.34 + 0.3 * ramp(0.36, 0.02, second - nearest) + 0.15 * clouds),
      );
    });
    const lines = network(site, { mesh: random.between(8.5, 10), lines: 0.2, disorder: 0.7 });
    const faint = field(
      site,
      (_u, _v, depth) => ramp(-0.3, 0.1, depth) * ramp(heart, heart - 0.25, depth),
    );
    pour(tissue.melanin, lines, brown * 0.85, faint);
    const dots = { count: 12, radius: [1.2, 2], depth: [0.4, 1.2], softness: 0.7 } as const;
    pour(tissue.blood, spots(site, 61, dots), 0.7);
  },
};

const vascularLesion: Pattern = {
  growth: 0.003,
  outline: (seed) => {
    const random = seededRandom(seed, OUTLINE);
    return {
      radius: random.between(68, 104),
      elongation: random.between(1.03, 1.35),
      lobes: random.whole(0, 1),
      irregularity: random.between(0.08, 0.14),
      softness: 0.035,
    };
  },
  paint: (site) => {
    const random = seededRandom(site.seed, PATTERN);
    const { tissue, noise } = site;
    const purple = random.pick([0, 0.15, 0.42]);
    const density = random.between(0.95, 1.5);
    const hasClots = random.chance(0.4);
    overLesion(site, -0.4, (index, u, v, depth, cover) => {
      const clouds = noise.fractal(u / 30, v / 30, 3);
      add(tissue.blood.values, index, cover * (0.85 + 0.3 * clouds));
      add(tissue.white.values, index, cover * 0.1 * ramp(-0.2, 0.5, clouds));
      // A flush around the lesion.
      add(tissue.blood.values, index, 0.16 * ramp(-0.4, 0, depth) * (1 - cover));
    });
    const spacing = random.between(23, 33);
    const lakes = lacunae(site, 71, spacing, 1);
    const mottled = field(site, (u, v) => 1 + 0.3 * noise.fractal(u / 14, v / 14, 2));
    pour(tissue.blood, lakes, density, mottled);
    pour(tissue.melanin, lakes, 0.12 + purple * 0.8, mottled);
    pour(tissue.veil, lakes, purple * 0.5, mottled);
    if (hasClots) {
      const clots = lacunae(site, 71, spacing, 0.2);
      pour(tissue.melanin, clots, 1.1);
      pour(tissue.veil, clots, 0.25);
    }
    const hazeAt = pointWithin(site, random, 0.3, 1);
    if (hazeAt !== null && purple > 0) pour(tissue.white, patch(site, hazeAt, 42), 0.22);
  },
};

export const PATTERNS: Readonly<Record<Diagnosis, Pattern>> = {
  akiec: actinicKeratosis,
  bcc: basalCellCarcinoma,
  bkl: benignKeratosis,
  df: dermatofibroma,
  mel: melanoma,
  nv: naevus,
  vasc: vascularLesion,
};

function follicles(count: number): Parameters<typeof spots>[2] {
  return { count, radius: [2.2, 4], depth: [0.05, 1.5], softness: 0.9 };
}

function add(values: Float32Array, index: number, amount: number): void {
  values[index] = (values[index] ?? 0) + amount;
}
