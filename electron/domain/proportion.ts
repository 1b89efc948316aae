/** Shares of counted cases, and how sure a share is. */

/** A 95 % interval of a share, 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Standard normal deviate of 95 %, two-sided. */
const Z = 1.959963984540054;

/**
 * 95 % interval of a share by Wilson's score. It stays within 0 and 1 and holds for few cases,
 * and for none or all of them.
 *
 * Wilson: Probable inference, the law of succession, and statistical inference. Journal of the
 * American Statistical Association 22:209–212, 1927.
 *
 * @param hits 0 to `cases`
 * @param cases 1 or more
 */
export function wilsonInterval(hits: number, cases: number): Interval {
  const share = hits / cases;
  const spread = (Z * Z) / cases;
  const centre = share + spread / 2;
  const half = Z * Math.sqrt((share * (1 - share)) / cases + spread / cases / 4);
  return {
    low: hits === 0 ? 0 : (centre - half) / (1 + spread),
    high: hits === cases ? 1 : (centre + half) / (1 + spread),
  };
}
