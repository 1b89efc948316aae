/** sharp, set up for photos that strangers may have made. Import it only from here. */
import "./sharpOnWebAssembly";
import sharp from "sharp";

// Every photo is different, so a cache of operations only holds memory; two threads leave
// the network its own.
sharp.cache(false);
sharp.concurrency(2);
// What is not decoded on purpose is not decoded at all (SVG and PDF can name other files).
sharp.block({ operation: ["VipsForeignLoadSvg", "VipsForeignLoadPdf", "VipsForeignLoadMagick"] });

export { sharp };
