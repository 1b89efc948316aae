/** IEEE 754 half precision: parameters are stored in it, two bytes each. */

const floats = (bits: Uint32Array): Float32Array => new Float32Array(bits.buffer);

/** Rounds to nearest, ties to even; beyond 65,504 becomes infinite. */
export function encodeFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, toHalf);
}

export function decodeFloat16(halves: Uint16Array): Float32Array {
  return floats(Uint32Array.from(halves, toSingle));
}

function toHalf(single: number): number {
  const sign = (single >>> 16) & 0x8000;
  const exponent = (single >>> 23) & 0xff;
  const mantissa = single & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  const shifted = exponent - 127 + 15;
  if (shifted >= 31) return sign | 0x7c00;
  if (shifted > 0) return sign | roundToEven((shifted << 23) | mantissa, 13);
  // Subnormal: the leading one becomes explicit and moves down.
  const shift = 14 - shifted;
  return shift > 24 ? sign : sign | roundToEven(mantissa | 0x800000, shift);
}

/** Drops the lowest `bits`; a carry runs into the exponent, which is what rounding up means. */
function roundToEven(value: number, bits: number): number {
  const kept = value >>> bits;
  const dropped = value & ((1 << bits) - 1);
  const half = 1 << (bits - 1);
  return dropped > half || (dropped === half && (kept & 1) === 1) ? kept + 1 : kept;
}

function toSingle(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 31) return sign | 0x7f800000 | (mantissa << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (mantissa << 13);
  if (mantissa === 0) return sign;
  const shift = Math.clz32(mantissa) - 21;
  return sign | ((113 - shift) << 23) | (((mantissa << shift) & 0x3ff) << 13);
}
