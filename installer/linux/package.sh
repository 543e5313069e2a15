#!/usr/bin/env bash
# package.sh TARGET: makes the Linux packages of the application image TARGET/image/chatter, in TARGET/packages.
# VERSION is theirs, TIMESTAMP (ISO 8601) that of every file. The build calls it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=$1
image=$target/image/chatter
packages=$target/packages
root=$target/root
SOURCE_DATE_EPOCH=$(date -ud "$TIMESTAMP" +%s)
export SOURCE_DATE_EPOCH
mkdir -p "$packages"
umask 022

# Of Java's commands only the one that makes the caches.
find "$image/lib/runtime/bin" -type f ! -name java -delete
# The JVM's library comes with a table of symbols for debuggers, a sixth of it.
if command -v strip >/dev/null; then
  find "$image/lib" -name '*.so' -exec chmod u+w {} + -exec strip --strip-unneeded {} +
else
  echo "WARNING: THE PACKAGES ARE SOME MEGABYTES LARGER: strip is not here (apt install binutils)" >&2
fi
install -m 755 "$here/make-caches" "$image/lib/make-caches"
install -m 644 "$here/../../LICENSE" "$image/LICENSE"
# jpackage names the jars in the order in which the disk happens to list them.
for config in "$image"/lib/app/*.cfg; do
  {
    sed '/^app.classpath=/d; /^\[ArgOptions\]/,$d; /^\[JavaOptions\]/,$d' "$config"
    sed -n '/^app.classpath=/p' "$config" | LC_ALL=C sort
    echo
    # What a sign-in to the computer is to start: the launcher itself would name the file that is behind the script.
    sed -n '/^\[JavaOptions\]/,$p' "$config" |
      sed "/^java-options=-Dchatter.launcher=/d; s|^\\[JavaOptions\\]$|&\\njava-options=-Dchatter.launcher=\$ROOTDIR/bin/$(basename "$config" .cfg)|"
  } >"$target/sorted.cfg"
  install -m 644 "$target/sorted.cfg" "$config"
done
# jpackage's own launchers bring a library of 1.3 MB. A script does as well: it sees to the locale, and starts Java with
# what stands in their configuration, under the program's name.
mkdir -p "$image/launchers"
for program in chatter chatter-server; do
  config=$image/lib/app/$program.cfg
  install -m 755 "$here/launcher" "$image/bin/$program"
  install -m 755 "$image/lib/runtime/bin/java" "$image/lib/runtime/bin/$program"
  {
    echo "# Made of lib/app/$program.cfg, for bin/$program."
    printf 'exec "$root/lib/runtime/bin/%s"' "$program"
    sed -n 's/^java-options=\(.*\)/ "\1"/p' "$config" | tr -d '\n'
    printf ' -cp "%s"' "$(sed -n 's/^app.classpath=//p' "$config" | paste -sd:)"
    printf ' %s "$@"\n' "$(sed -n 's/^app.mainclass=//p' "$config" | tr / .)"
  } | sed 's|\$APPDIR|$root/lib/app|g; s|\$ROOTDIR|$root|g' >"$target/launcher"
  install -m 644 "$target/launcher" "$image/launchers/$program"
done
rm -f "$image/lib/libapplauncher.so" "$image"/lib/chatter*.png "$image/lib/app/.jpackage.xml"
find "$image" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

case $(uname -m) in
  x86_64) deb_arch=amd64 rpm_arch=x86_64 ;;
  aarch64) deb_arch=arm64 rpm_arch=aarch64 ;;
  *) echo "no package is known for the processor $(uname -m)" >&2; exit 1 ;;
esac

archive=$packages/chatter-$VERSION-linux-$deb_arch.tar.gz
tar --directory "$target/image" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
  --create chatter | gzip -9n >"$archive"
made=("$archive")

# What both kinds of package install.
rm -rf "$root"
mkdir -p "$root/opt" "$root/usr/bin"
cp -a "$image" "$root/opt/chatter"
ln -s /opt/chatter/bin/chatter "$root/usr/bin/chatter"
ln -s /opt/chatter/bin/chatter-server "$root/usr/bin/chatter-server"
install -Dm 644 "$here/chatter.desktop" "$root/usr/share/applications/chatter.desktop"
install -Dm 644 "$here/chatter-server.service" "$root/usr/lib/systemd/system/chatter-server.service"
install -Dm 644 "$here/chatter-server.default" "$root/etc/default/chatter-server"
for size in 16 24 32 48 64 128 256 512; do
  install -Dm 644 "$here/../icons/chatter-$size.png" "$root/usr/share/icons/hicolor/${size}x$size/apps/chatter.png"
done
install -Dm 644 "$here/../icons/chatter.svg" "$root/usr/share/icons/hicolor/scalable/apps/chatter.svg"
install -Dm 644 "$here/../../LICENSE" "$root/usr/share/doc/chatter/copyright"

if command -v dpkg-deb >/dev/null; then
  deb=$packages/chatter_${VERSION}_$deb_arch.deb
  tree=$target/deb
  rm -rf "$tree"
  cp -a "$root" "$tree"
  mkdir "$tree/DEBIAN"
  sed "s/@VERSION@/$VERSION/; s/@ARCH@/$deb_arch/; s/@SIZE@/$(du -sk "$root" | cut -f1)/" "$here/deb/control" >"$tree/DEBIAN/control"
  echo /etc/default/chatter-server >"$tree/DEBIAN/conffiles"
  install -m 755 "$here/deb/postinst" "$here/deb/prerm" "$here/deb/postrm" "$tree/DEBIAN/"
  (cd "$tree" && find opt usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
  find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  dpkg-deb --root-owner-group -Z"${DPKG_DEB_COMPRESSOR_TYPE:-xz}" --build "$tree" "$deb" >/dev/null
  made+=("$deb")
else
  echo "WARNING: NO .deb IS MADE: dpkg-deb is not here (Debian, Ubuntu: apt install dpkg-dev)" >&2
fi

if command -v rpmbuild >/dev/null; then
  rpmbuild --quiet -bb --target "$rpm_arch" --define "_topdir $target/rpm" --define "_rpmdir $target/rpm" \
    --define "chatter_version $VERSION" --define "chatter_root $root" "$here/chatter.spec"
  rpm=$packages/chatter-$VERSION-1.$rpm_arch.rpm
  mv "$target/rpm/$rpm_arch/${rpm##*/}" "$rpm"
  made+=("$rpm")
else
  echo "WARNING: NO .rpm IS MADE: rpmbuild is not here (Debian: apt install rpm; Fedora: dnf install rpm-build)" >&2
fi

echo "installed size: $(du -sb "$root" | cut -f1) bytes"
for file in "${made[@]}"; do
  echo "made $file, $(stat -c %s "$file") bytes"
done
