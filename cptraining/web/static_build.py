"""Builds the static files and places the fonts for printing: `make static`.

It runs while building only, and no wheel carries it. Styles name fonts as `url("atkinson.woff2")`;
esbuild gives every file a name with its hash.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from whitenoise.compress import Compressor

WEB = Path(__file__).parent
ASSETS = WEB / "assets"
STATIC = WEB / "static"
STEPS = WEB.parent / "steps"
PRESS_FONTS = WEB.parent / "press" / "fonts"
MODULES = WEB.parents[1] / "node_modules"
WEB_FONT = MODULES / "@fontsource-variable" / "atkinson-hyperlegible-next"

# What English pages need; any other letter brings the second file.
LATIN = "U+20-7E,U+A0-FF,U+152-153,U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026,U+20AC,U+2212"
PRESS_WEIGHTS = ("400Regular", "600SemiBold", "700Bold")


def main() -> None:
    """Make everything again, and replace the old files only when all went well."""
    with TemporaryDirectory(dir=WEB, prefix="static-") as name:
        made = Path(name) / "made"
        bundle(Path(name), made, sorted(STEPS.iterdir()))
        replace(STATIC, made)
    place_press_fonts()


def bundle(scratch: Path, made: Path, kinds: list[Path]) -> None:
    """Put the hashed and compressed files, and the manifest of their names, into `made`.

    `kinds` are the folders of the kinds of step, wherever they lie.
    """
    make_web_fonts(scratch)
    make_styles(scratch, kinds)
    run("esbuild", *entries(scratch, kinds), "--bundle", "--minify", "--format=esm", "--splitting",
        "--target=es2022", "--loader:.woff2=copy", "--loader:.svg=copy", "--loader:.txt=copy",
        "--entry-names=[dir]/[name].[hash]", "--asset-names=[name].[hash]",
        "--chunk-names=js/[name].[hash]", "--legal-comments=none", "--log-level=warning",
        f"--outdir={made}", f"--metafile={scratch}/meta.json")  # fmt: skip
    names = manifest(json.loads((scratch / "meta.json").read_text()), made)
    compress(made)
    (made / "manifest.json").write_text(json.dumps(names, indent=1, sort_keys=True))


def make_web_fonts(folder: Path) -> None:
    """Cut the page font down to English, and lay the rest of Latin and the licence beside it."""
    files = WEB_FONT / "files"
    source = files / "atkinson-hyperlegible-next-latin-wght-normal.woff2"
    font = TTFont(source, recalcTimestamp=False)  # the same bytes, so the same name, each time
    cut = subset.Subsetter()
    cut.populate(unicodes=subset.parse_unicodes(LATIN))
    cut.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": (400, 400, 700)})
    font.save(folder / "atkinson.woff2")
    extended = files / "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"
    shutil.copy(extended, folder / "atkinson-ext.woff2")
    shutil.copy(WEB_FONT / "LICENSE", folder / "atkinson-licence.txt")


def make_styles(folder: Path, kinds: list[Path]) -> None:
    """Make app.css, and steps/<kind>.css for each kind that has styles of its own."""
    own = [kind for kind in kinds if (kind / "step.scss").exists()]
    run("sass", "--no-source-map", "--quiet-deps", "--style=compressed",
        f"--load-path={MODULES}", f"--load-path={ASSETS}/scss/components",
        f"{ASSETS}/scss/app.scss:{folder}/app.css",
        *(f"{kind}/step.scss:{folder}/steps/{kind.name}.css" for kind in own))  # fmt: skip


def entries(scratch: Path, kinds: list[Path]) -> list[str]:
    """What esbuild starts from, each as `name=file`; every script in js/ belongs to a page."""
    fonts = [f"{file.stem}={file}" for file in sorted(scratch.glob("atkinson*"))]
    scripts = [f"js/{script.stem}={script}" for script in sorted(ASSETS.glob("js/*.js"))]
    own = [kind for kind in kinds if (kind / "step.js").exists()]
    scripts += [f"js/steps/{kind.name}={kind}/step.js" for kind in own]
    styles = [f"css/steps/{css.stem}={css}" for css in sorted(scratch.glob("steps/*.css"))]
    return [f"app={scratch}/app.css", f"icon={ASSETS}/icon.svg", *fonts, *scripts, *styles]


def run(tool: str, *arguments: str) -> None:
    """Run a tool of npm's, and end with it when it fails: it has said why."""
    done = subprocess.run([MODULES / ".bin" / tool, *arguments], check=False)  # noqa: S603  # ours
    if done.returncode:
        sys.exit(done.returncode)


def manifest(meta: dict[str, Any], made: Path) -> dict[str, str]:
    """The plain name of each file, for example `js/player.js`, to its name with the hash."""
    names = {}
    for output in meta["outputs"]:
        path = Path(output).resolve().relative_to(made.resolve())
        plain, _hash, ending = path.name.split(".")
        if plain != "chunk":
            names[str(path.with_name(f"{plain}.{ending}"))] = str(path)
    return names


def compress(folder: Path) -> None:
    """Lay a .br and a .gz beside each file that gets smaller by it."""
    compressor = Compressor(quiet=True)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if compressor.should_compress(path.name):
            compressor.compress(str(path))


def place_press_fonts() -> None:
    """Copy the fonts that typst reads, each package's licence with them."""
    with TemporaryDirectory(dir=PRESS_FONTS.parent, prefix="fonts-") as name:
        made = Path(name) / "made"
        made.mkdir()
        for package in sorted((MODULES / "@expo-google-fonts").iterdir()):
            shutil.copy(package / "LICENSE_FONT", made / f"{package.name}-licence.txt")
            for weight in PRESS_WEIGHTS[: None if "atkinson" in package.name else 1]:
                font = next((package / weight).glob("*.ttf"))
                shutil.copy(font, made)
        replace(PRESS_FONTS, made)


def replace(target: Path, made: Path) -> None:
    """Put the new folder where the old one was."""
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)


if __name__ == "__main__":
    main()
