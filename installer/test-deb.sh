#!/usr/bin/env bash
# test-deb.sh [PACKAGE.deb]: installs the package on this Debian machine as root, uses it, upgrades to it over an older
# version with data in place, and removes it again. Ends with 0, or says in one line what failed.
# Needs node; joins with the desktop app too where Xvfb, xwininfo, xdotool and import (ImageMagick) are.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
deb=${1:-$(find "$here/target/packages" -name '*.deb' 2>/dev/null | head -n 1)}
work=$(mktemp -d)
server='' screen='' desktop=''
finish() {
  for process in $server $desktop $screen; do kill "$process" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT
fail() { echo "test-deb: FAILED: $*" >&2; exit 1; }
step() { echo "test-deb: $*"; }

[[ $EUID = 0 ]] || fail "it installs a package, so it must be root"
[[ -n $deb && -f $deb ]] || fail "there is no package; build it with ./mvnw -Pinstaller package -DskipTests"
command -v node >/dev/null || fail "node is not here"
# One at a time on a machine: there is one place for the package, and one for its screen.
exec 9>"${TMPDIR:-/tmp}/chatter-test-deb.lock"
flock -w 1200 9 || fail "another test of the package has run for 20 minutes"
# Never over somebody's real installation. On a machine of continuous integration nobody has one: what is there was left
# by a run that was cut off.
if dpkg -s chatter >/dev/null 2>&1; then
  [[ ${CI:-} = true ]] || fail "chatter is installed already; remove it first"
  step "removes what a run that was cut off has left"
  dpkg --purge --force-all chatter >/dev/null 2>&1 || fail "what a run that was cut off has left cannot be removed"
fi
version=$(dpkg-deb -f "$deb" Version)

install_deb() {
  if ! dpkg -i "$1" >"$work/dpkg.log" 2>&1; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -f >>"$work/dpkg.log" 2>&1 || fail "dpkg -i $1: $(tail -n 3 "$work/dpkg.log")"
  fi
  ! grep -q 'no cache for' "$work/dpkg.log" || fail "$(grep 'no cache for' "$work/dpkg.log")"
}

start_server() {
  : >"$work/server.log"
  chatter-server --port=0 "--data=$work/data" >"$work/server.log" 2>&1 &
  server=$!
  for _ in {1..600}; do
    url=$(sed -nE 's|.*(http://[^ ]+).*|\1|p' "$work/server.log" | head -n 1)
    [[ -z $url ]] || return 0
    kill -0 "$server" 2>/dev/null || fail "the server ended at once: $(tail -n 3 "$work/server.log")"
    sleep 0.1
  done
  fail "the server did not open within 60 seconds: $(tail -n 3 "$work/server.log")"
}

stop_server() {
  local status=0
  kill -TERM "$server"
  wait "$server" || status=$?
  server=
  [[ $status = 0 ]] || fail "the server ended with $status: $(tail -n 3 "$work/server.log")"
}

# The same files under a lower version stand for an older release.
dpkg-deb -R "$deb" "$work/older"
sed -i 's/^Version: .*/Version: 0.0.1~older/' "$work/older/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 --build "$work/older" "$work/older.deb" >/dev/null
rm -rf "$work/older"

step "installs 0.0.1~older, without its caches"
# From here on: one that could not be installed in full is left over, too.
trap 'finish; dpkg --purge chatter >/dev/null 2>&1 || true' EXIT
CHATTER_NO_CACHES=1 install_deb "$work/older.deb"
for program in chatter chatter-server; do
  command -v "$program" >/dev/null || fail "$program is not on the PATH"
  told=$("$program" --version 2>&1) || fail "$program --version: $told"
  [[ $told == "Chatter "* ]] || fail "$program --version printed: $told"
  [[ ! -e /opt/chatter/lib/app/$program.aot ]] || fail "$program has a cache, though it was told to make none"
done
size=$(du -sbc /opt/chatter | tail -n 1 | cut -f1)
((size <= 82200000)) || fail "installed it takes $size bytes without its caches, more than it did"
step "$told, installed size $size bytes"
if [[ -d /run/systemd/system ]]; then
  ! systemctl is-enabled --quiet chatter-server 2>/dev/null || fail "the service is enabled without being asked"
fi

start_server
! grep -qiE 'aot|cds' "$work/server.log" || fail "without its cache the server complains: $(head -n 3 "$work/server.log")"
node "$here/test-client.mjs" say "$url" || fail "nothing could be said to the installed server"
stop_server
step "said something to the server"

step "upgrades to $version"
began=$SECONDS
install_deb "$deb"
[[ $(dpkg-query -W -f '${Version}' chatter) = "$version" ]] || fail "the upgrade did not arrive"
for program in chatter chatter-server; do
  [[ -s /opt/chatter/lib/app/$program.aot ]] || fail "$program has no cache"
done
step "upgraded within $((SECONDS - began)) s, installed size $(du -sbc /opt/chatter | tail -n 1 | cut -f1) bytes with its caches"
start_server
grep -q "chatter-server.aot" "/proc/$server/maps" || fail "the server does not use its cache"
node "$here/test-client.mjs" read "$url" || fail "after the upgrade the account or its message is gone"

if command -v Xvfb >/dev/null && command -v import >/dev/null && command -v xwininfo >/dev/null && command -v xdotool >/dev/null; then
  link=$(node "$here/test-client.mjs" invite "$url") || fail "there is no invite"
  Xvfb :94 -screen 0 1280x800x24 >"$work/xvfb.log" 2>&1 &
  screen=$!
  for _ in {1..100}; do
    DISPLAY=:94 xwininfo -root >/dev/null 2>&1 && break
    sleep 0.1
  done
  export DISPLAY=:94
  # Where the app itself cannot open, one of Java's own windows says why, of which most is left out of the package.
  : >"$work/no-folder"
  HOME=$work chatter --data "$work/no-folder" >"$work/notice.log" 2>&1 &
  desktop=$!
  for _ in {1..600}; do
    xwininfo -root -tree 2>/dev/null | grep -q '"Chatter cannot start": ("chatter-client-ClientMain"' && break
    kill -0 "$desktop" 2>/dev/null || break
    sleep 0.1
  done
  kill -0 "$desktop" 2>/dev/null || fail "it showed no window that says why it cannot start; $(tail -n 3 "$work/notice.log")"
  # A key that comes before the button has the focus is lost.
  for _ in {1..120}; do
    xdotool key Return
    kill -0 "$desktop" 2>/dev/null || break
    sleep 0.5
  done
  ! kill -0 "$desktop" 2>/dev/null || fail "the window that says why it cannot start does not close"
  wait "$desktop" || true
  desktop=
  step "a window of Java's own says why it cannot start"
  # Nothing tells from outside when it has looked where the link leads, so whoever typed too early comes again with
  # twice the patience.
  for patience in 5 10 20 40; do
    HOME=$work chatter --data "$work/desktop" "$link" >"$work/desktop.log" 2>&1 &
    desktop=$!
    for _ in {1..600}; do
      xwininfo -root -tree 2>/dev/null | grep -q '"Chatter"' && break
      kill -0 "$desktop" 2>/dev/null || fail "the desktop app ended at once: $(tail -n 3 "$work/desktop.log")"
      sleep 0.1
    done
    xwininfo -root -tree 2>/dev/null | grep -q '"Chatter"' || fail "no window came within 60 seconds"
    sleep "$patience"
    # The link has filled everything in but who comes; the cursor is in the first field.
    xdotool type "Bea" && xdotool key Tab && xdotool type "bea@example.org" && xdotool key Tab
    xdotool type "a long sentence about desktops" && xdotool key Return
    ! node "$here/test-client.mjs" joined "$url" "$patience" 2>"$work/joined.log" || break
    ((patience < 40)) || fail "the desktop app could not join: $(cat "$work/joined.log"); $(tail -n 3 "$work/desktop.log")"
    kill -TERM "$desktop"
    wait "$desktop" || true
    rm -rf "$work/desktop"
  done
  # Nor when the room is there.
  for patience in 5 10 20 40; do
    sleep "$patience"
    xdotool key ctrl+a && xdotool type "Hello from the installed desktop app" && xdotool key Return
    ! node "$here/test-client.mjs" answered "$url" "$patience" 2>"$work/answered.log" || break
    ((patience < 40)) || fail "the desktop app wrote nothing; $(tail -n 3 "$work/desktop.log")"
  done
  picture=${CHATTER_SCREENSHOT:-$work/desktop.png}
  import -window root "$picture"
  colours=$(identify -format %k "$picture")
  ((colours > 20)) || fail "the desktop app's window is blank: $colours colours; $(tail -n 3 "$work/desktop.log")"
  kill -TERM "$desktop"
  wait "$desktop" || true
  desktop=
  step "the desktop app joined by the link, wrote, and painted $colours colours"
else
  echo "test-deb: SKIPPED: the desktop app; Xvfb, xwininfo, xdotool or import is not here (apt install xvfb x11-utils xdotool imagemagick)" >&2
fi
stop_server

# One that is damaged is left aside without a word.
dd if=/dev/zero of=/opt/chatter/lib/app/chatter-server.aot bs=1M seek=9 count=1 conv=notrunc status=none
start_server
stop_server
! grep -qiE 'aot|cds' "$work/server.log" || fail "with a damaged cache the server complains: $(head -n 3 "$work/server.log")"
step "starts with a damaged cache, too"

mkdir -p /var/lib/chatter
echo kept >/var/lib/chatter/test-deb
dpkg --purge chatter >"$work/purge.log" 2>&1 || fail "purging: $(tail -n 3 "$work/purge.log")"
[[ ! -e /opt/chatter ]] || fail "after removal there is still: $(find /opt/chatter | head -n 5)"
[[ ! -e /usr/bin/chatter ]] || fail "after removal /usr/bin/chatter is still there"
[[ -s $work/data/chatter.db && -s /var/lib/chatter/test-deb ]] || fail "the removal took data with it"
grep -q 'data stays' "$work/purge.log" || fail "the removal does not say where the data is"
rm -f /var/lib/chatter/test-deb
rmdir --ignore-fail-on-non-empty /var/lib/chatter
step "removed, the data is still there. ALL PASSED"
