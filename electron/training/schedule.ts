/**
 * Learning rate over a run: a linear rise, then half a cosine down to 0. Loshchilov and Hutter,
 * "SGDR", ICLR 2017.
 *
 * @param progress share of the run that is done, 0 to 1
 */
export function learningRateAt(
  progress: number,
  { peak, warmup }: { readonly peak: number; readonly warmup: number },
): number {
  if (progress < warmup) return (peak * progress) / warmup;
  const rest = Math.min(1, (progress - warmup) / (1 - warmup));
  return (peak * (1 + Math.cos(Math.PI * rest))) / 2;
}
