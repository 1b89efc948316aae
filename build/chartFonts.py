"""Makes resources/fonts from Source Sans 3, as @fontsource-variable/source-sans-3 brings it.

Run by hand after that package changes:  pip install fonttools brotli;  python3 build/chartFonts.py

Pictures are drawn on machines without fonts, by a rasteriser that reads neither WOFF2 nor
variable weights. The licence reserves the name Source for the original, so these have another.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules/@fontsource-variable/source-sans-3"
FONTS = ROOT / "resources/fonts"
FAMILY = "Lentigo Sans"
WEIGHTS = {"Regular": 400, "SemiBold": 600}

for style, weight in WEIGHTS.items():
    font = TTFont(PACKAGE / "files/source-sans-3-latin-wght-normal.woff2")
    font = instantiateVariableFont(font, {"wght": weight})
    options = Options(layout_features=["ccmp", "kern", "mark", "mkmk"], hinting=False)
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    font["OS/2"].usWeightClass = weight
    names = font["name"]
    notice = names.getDebugName(0)
    version = names.getDebugName(5)
    names.names = []
    full = f"{FAMILY} {style}"
    texts = {
        0: f"{notice}. Static Latin instance, renamed.",
        1: FAMILY if style == "Regular" else full,
        2: "Regular",
        3: f"Lentigo;{full}",
        4: full,
        5: version,
        6: full.replace(" ", ""),
        13: "SIL Open Font License, Version 1.1",
        14: "https://openfontlicense.org",
        16: FAMILY,
        17: style,
    }
    for identifier, text in texts.items():
        names.setName(text, identifier, 3, 1, 0x409)
    font.flavor = None
    # The same input gives the same bytes.
    font.recalcTimestamp = False
    font.save(FONTS / f"LentigoSans-{style}.ttf")

(FONTS / "OFL.txt").write_bytes((PACKAGE / "LICENSE").read_bytes())
