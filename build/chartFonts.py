"""Makes resources/fonts from Source Sans 3 and Noto Sans, as Fontsource's packages bring them.

Run by hand after those packages change:  pip install fonttools brotli;  python3 build/chartFonts.py

Pictures and reports are drawn on machines without fonts, by programs that read neither WOFF2
nor variable weights. The licence reserves the name Source for the original, so its instances
have another. Noto brings Hebrew and Arabic, for what names may hold.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@fontsource-variable/source-sans-3"
NOTO = ROOT / "node_modules/@fontsource"
FONTS = ROOT / "resources/fonts"
WEIGHTS = {"Regular": 400, "SemiBold": 600}
# A file each. Where several have a letter, the first one's stays.
SCRIPTS = ["latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext"]
# Numbers keep their signs by it; Source Sans has no glyph for it.
NARROW_SPACE = 0x202F


def subset(font, characters, features):
    options = Options(layout_features=features, hinting=False)
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def source_sans(weight):
    """The scripts of one weight as one font."""
    known = set()
    with TemporaryDirectory() as folder:
        files = []
        for script in SCRIPTS:
            font = TTFont(SOURCE / f"files/source-sans-3-{script}-wght-normal.woff2")
            created = font["head"].created
            font = instantiateVariableFont(font, {"wght": weight})
            characters = set(font.getBestCmap()) - known
            known |= characters
            files.append(f"{folder}/{script}.ttf")
            subset(font, characters, ["ccmp", "kern", "mark", "mkmk"]).save(files[-1])
        font = Merger().merge(files)
    font["head"].created = created
    space = font.getBestCmap()[0x20]
    font.setGlyphOrder([*font.getGlyphOrder(), "narrownbspace"])
    font["glyf"]["narrownbspace"] = font["glyf"][space]
    font["hmtx"]["narrownbspace"] = (font["head"].unitsPerEm // 6, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[NARROW_SPACE] = "narrownbspace"
    return font


def noto_sans(script, weight):
    file = f"noto-sans-{script}-{script}-{weight}-normal.woff2"
    font = TTFont(NOTO / f"noto-sans-{script}/files/{file}")
    return subset(font, font.getBestCmap(), ["*"])


def save(font, family, style, notice):
    """The same input gives the same bytes."""
    font["OS/2"].usWeightClass = WEIGHTS[style]
    names = font["name"]
    version = names.getDebugName(5)
    names.names = []
    full = f"{family} {style}"
    file = f"{family.replace(' ', '')}-{style}"
    texts = {
        0: notice,
        1: family if style == "Regular" else full,
        2: "Regular",
        3: f"Lentigo;{full}",
        4: full,
        5: version,
        6: full.replace(" ", ""),
        13: "SIL Open Font License, Version 1.1",
        14: "https://openfontlicense.org",
        16: family,
        17: style,
    }
    for identifier, text in texts.items():
        names.setName(text, identifier, 3, 1, 0x409)
    font.flavor = None
    font.recalcTimestamp = False
    font["head"].modified = font["head"].created
    font.save(FONTS / f"{file}.ttf")


def licence(package):
    return (package / "LICENSE").read_text()


for style, weight in WEIGHTS.items():
    font = source_sans(weight)
    notice = font["name"].getDebugName(0)
    save(font, "Lentigo Sans", style, f"{notice}. Static instance, renamed.")
    for script in ["hebrew", "arabic"]:
        notice = licence(NOTO / f"noto-sans-{script}").splitlines()[0]
        save(noto_sans(script, weight), f"Noto Sans {script.title()}", style, notice)

(FONTS / "OFL.txt").write_text(licence(SOURCE))
(FONTS / "OFL-Noto.txt").write_text(licence(NOTO / "noto-sans-hebrew"))
