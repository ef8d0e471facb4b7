#!/bin/sh
# Makes the archives here; needs bsdtar, zip, bzip2, xz, lz4, zstd, ar, gcab and genisoimage.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
mkdir -p "$work/post/2024"
printf 'Dear Ms Example,\nthe order is on its way.\n' > "$work/post/letter.txt"
printf 'second text\n' > "$work/post/2024/grüße.txt"
printf '\211PNG\r\n\032\n0000' > "$work/post/picture.png"
find "$work" -exec touch -d '2024-01-02 03:04:05Z' {} +
here=$PWD
cd "$work"
list='post/2024/grüße.txt post/letter.txt post/picture.png'
for kind in tar.gz tar.bz2 tar.xz tar.zst tar.lz4 tar.Z 7z cpio.gz; do
    rm -f "$here/post.$kind"
    case $kind in
    cpio.gz) bsdtar -c --format newc -f - $list | gzip -n > "$here/post.$kind" ;;
    tar.gz) bsdtar -c --format ustar --uid 0 --gid 0 -f - $list | gzip -n > "$here/post.$kind" ;;
    *) bsdtar -c --uid 0 --gid 0 -a -f "$here/post.$kind" $list ;;
    esac
done
bsdtar -c --format ustar --uid 0 --gid 0 -f "$here/post.tar" $list
rm -f "$here/post.zip" "$here/locked.zip" "$here/post.cab"
TZ=UTC zip -q -X "$here/post.zip" $list
TZ=UTC zip -q -X "$here/locked.zip" post/letter.txt
TZ=UTC zip -q -X -P secret "$here/locked.zip" post/2024/grüße.txt
gcab --create --zip --nopath "$here/post.cab" $list
# Mostly zeros, so it stands here packed.
genisoimage -quiet -J -R -V post post | gzip -n > "$here/post.iso.gz"
for kind in gz bz2 xz zst lz4; do
    case $kind in
    gz) gzip -nc post/letter.txt ;;
    bz2) bzip2 -c post/letter.txt ;;
    xz) xz -c post/letter.txt ;;
    zst) zstd -qc post/letter.txt ;;
    lz4) lz4 -qc post/letter.txt ;;
    esac > "$here/letter.txt.$kind"
done
cd post && ar rcD "$here/letter.a" letter.txt
