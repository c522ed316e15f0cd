"""Builds the static files and places the certificates' fonts: `make static`.

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
CERTIFICATE_FONTS = WEB.parent / "certificates" / "fonts"
MODULES = WEB.parents[1] / "node_modules"
WEB_FONT = MODULES / "@fontsource-variable" / "atkinson-hyperlegible-next"

# What English pages need; any other letter brings the second file.
LATIN = "U+20-7E,U+A0-FF,U+152-153,U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026,U+20AC,U+2212"
CERTIFICATE_WEIGHTS = ("400Regular", "600SemiBold", "700Bold")


def main() -> None:
    """Make everything again, and replace the old files only when all went well."""
    with TemporaryDirectory(dir=WEB, prefix="static-") as name:
        made = Path(name) / "made"
        bundle(Path(name), made)
        replace(STATIC, made)
    place_certificate_fonts()


def bundle(scratch: Path, made: Path) -> None:
    """Put the hashed and compressed files, and the manifest of their names, into `made`."""
    make_web_fonts(scratch)
    run("sass", "--no-source-map", "--quiet-deps", "--style=compressed",
        f"--load-path={MODULES}", f"{ASSETS}/scss/app.scss", f"{scratch}/app.css")  # fmt: skip
    run("esbuild", *entries(scratch), "--bundle", "--minify", "--format=esm", "--splitting",
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


def entries(scratch: Path) -> list[str]:
    """What esbuild starts from, each as `name=file`; every script in js/ belongs to a page."""
    fonts = [f"{file.stem}={file}" for file in sorted(scratch.glob("atkinson*"))]
    scripts = [f"js/{script.stem}={script}" for script in sorted(ASSETS.glob("js/*.js"))]
    return [f"app={scratch}/app.css", f"icon={ASSETS}/icon.svg", *fonts, *scripts]


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


def place_certificate_fonts() -> None:
    """Copy the fonts that typst reads, each package's licence with them."""
    with TemporaryDirectory(dir=CERTIFICATE_FONTS.parent, prefix="fonts-") as name:
        made = Path(name) / "made"
        made.mkdir()
        for package in sorted((MODULES / "@expo-google-fonts").iterdir()):
            shutil.copy(package / "LICENSE_FONT", made / f"{package.name}-licence.txt")
            for weight in CERTIFICATE_WEIGHTS[: None if "atkinson" in package.name else 1]:
                font = next((package / weight).glob("*.ttf"))
                shutil.copy(font, made)
        replace(CERTIFICATE_FONTS, made)


def replace(target: Path, made: Path) -> None:
    """Put the new folder where the old one was."""
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)


if __name__ == "__main__":
    main()
