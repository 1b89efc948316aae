/** The maps that are compared, each as heat per pixel of the photo, painted as the window does. */
import { spreadHeat } from "../../electron/domain/heatmap";
import { detailedMaps } from "../../electron/vision/network/detailedMaps";
import type { ForwardResult } from "../../electron/vision/network/serving";
import { gradCam, gradCamPlusPlus, hiResCam, layerCam, type MapMethod } from "./methods";
import type { Observed } from "./observer";

export interface Candidate {
  readonly name: string;
  /** @returns width * height numbers, 0 to 1 */
  readonly heat: (observed: Observed, label: number, width: number, height: number) => Float32Array;
}

/** MobileNetV2's last feature maps, and the last layer with four times the cells. */
const LAST = "Conv_1";
const EXPANSION = "block_13_expand";

/** Standard deviation of the blob, in heights of the photo. */
const BLOB = 0.2;

export const SHIPPED = "**CAM x LayerCAM of all classes, block 13 expansion (shipped)**";

export const METHODS: readonly Candidate[] = [
  { name: "blob in the middle (floor)", heat: (_, __, width, height) => blob(width, height) },
  {
    name: "CAM = Grad-CAM = HiResCAM, last layer",
    heat: ({ frame, classActivation }, label, width, height) =>
      spreadHeat(classMap(classActivation, label), frame, width, height),
  },
  {
    name: "CAM less the mean of all classes, last layer",
    heat: ({ frame, classActivation }, label, width, height) =>
      spreadHeat(lessClassMean(classActivation, label), frame, width, height),
  },
  {
    name: "CAM, cells put where they look",
    heat: ({ frame, classActivation }, label, width, height) =>
      spreadHeat(classMap(placed(classActivation), label), frame, width, height),
  },
  of("Grad-CAM++, last layer", gradCamPlusPlus, LAST),
  of("LayerCAM, last layer", layerCam, LAST),
  {
    name: "LayerCAM, last layer, cells put where they look",
    heat({ frame, evidence }, label, width, height) {
      const { height: mapHeight, width: mapWidth, ...found } = evidence(LAST, label);
      const maps = layerCam({ height: mapHeight, width: mapWidth, ...found });
      return spreadHeat(classMap(placed({ maps, mapHeight, mapWidth }), 0), frame, width, height);
    },
  },
  of("Grad-CAM, block 13 expansion", gradCam, EXPANSION),
  of("Grad-CAM++, block 13 expansion", gradCamPlusPlus, EXPANSION),
  of("LayerCAM, block 13 expansion", layerCam, EXPANSION),
  of("HiResCAM, block 13 expansion", hiResCam, EXPANSION),
  {
    name: "CAM x LayerCAM of the class, block 13 expansion",
    heat(observed, label, width, height) {
      const evidence = observed.evidence(EXPANSION, label);
      const detail = { count: 1, height: evidence.height, width: evidence.width, channels: 1 };
      const maps = detailedMaps(
        coarseBatch(observed.classActivation),
        { ...detail, values: layerCam(evidence) },
        HALVING,
      );
      const result = { maps: maps.values, mapHeight: maps.height, mapWidth: maps.width };
      return spreadHeat(classMap(result, label), observed.frame, width, height);
    },
  },
  {
    name: SHIPPED,
    heat: ({ frame, shipped }, label, width, height) =>
      spreadHeat(classMap(shipped, label), frame, width, height),
  },
];

function of(name: string, method: MapMethod, layer: string): Candidate {
  return {
    name,
    heat({ frame, evidence }, label, width, height) {
      const found = evidence(layer, label);
      const map = { width: found.width, height: found.height, values: method(found) };
      return spreadHeat(map, frame, width, height);
    },
  };
}

/** How block 13 halves its maps: see `lastHalving`. */
const HALVING = { stride: 2, centre: 1 };

type Maps = Pick<ForwardResult, "maps" | "mapHeight" | "mapWidth">;

const classCount = ({ maps, mapHeight, mapWidth }: Maps): number =>
  maps.length / (mapHeight * mapWidth);

function coarseBatch(result: Maps) {
  const { maps, mapHeight, mapWidth } = result;
  const channels = classCount(result);
  return { count: 1, height: mapHeight, width: mapWidth, channels, values: maps };
}

/** The maps on the finer grid, without its detail. */
function placed(result: Maps): Maps {
  const [height, width] = [result.mapHeight * 2, result.mapWidth * 2];
  const values = new Float32Array(height * width).fill(1);
  const flat = { count: 1, height, width, channels: 1, values };
  const maps = detailedMaps(coarseBatch(result), flat, HALVING);
  return { maps: maps.values, mapHeight: height, mapWidth: width };
}

function classMap(result: Maps, label: number) {
  const classes = classCount(result);
  const values = result.maps.filter((_, index) => index % classes === label);
  return { width: result.mapWidth, height: result.mapHeight, values };
}

/** Softmax is blind to what all classes share, so that part explains nothing. */
function lessClassMean(result: Maps, label: number) {
  const classes = classCount(result);
  const map = classMap(result, label);
  const values = map.values.map((value, cell) => {
    const all = result.maps.subarray(cell * classes, (cell + 1) * classes);
    return value - all.reduce((sum, other) => sum + other, 0) / classes;
  });
  return { ...map, values };
}

function blob(width: number, height: number): Float32Array {
  return Float32Array.from({ length: width * height }, (_, index) => {
    const x = ((index % width) + 0.5 - width / 2) / height;
    const y = (Math.floor(index / width) + 0.5 - height / 2) / height;
    return Math.exp(-(x * x + y * y) / (2 * BLOB * BLOB));
  });
}
