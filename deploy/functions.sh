# shellcheck shell=bash
# What the scripts of deploy/ and tests/ share. It is sourced, never run; the caller has set -euo pipefail.

# shellcheck disable=SC2034
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Root owns nothing that runs: data and installed programs live where the account `contactcenter` can reach them,
# which a home folder of root's (mode 0700) is not.
if [ "$(id -u)" = 0 ]; then
    state=${CONTACTCENTER_HOME:-/var/lib/contactcenter}
    cache=${CONTACTCENTER_CACHE:-/var/cache/contactcenter}
    owner=contactcenter
else
    state=${CONTACTCENTER_HOME:-${XDG_STATE_HOME:-$HOME/.local/state}/contactcenter}
    cache=${CONTACTCENTER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/contactcenter}
    owner=$(id -un 2>/dev/null || id -u)
fi
export CONTACTCENTER_HOME=$state CONTACTCENTER_CACHE=$cache

# say SENTENCE: progress, on standard error, so that standard output stays what a script answers.
say() { printf '%s\n' "$*" >&2; }

# fail SENTENCE: says what cannot be done and what to do about it, and ends the script.
fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

# Makes the account that owns the processes when root starts them. Another script may be making it at this moment.
ensure_owner() {
    is_root || return 0
    getent passwd "$owner" >/dev/null && return 0
    useradd --system --user-group --no-create-home --home-dir "$state" --shell /usr/sbin/nologin "$owner" 2>/dev/null ||
        getent passwd "$owner" >/dev/null ||
        fail "The account $owner could not be made; make it with: useradd --system --user-group $owner"
}

# become_owner COMMAND…: turns this shell into the command, run by the owning account with no way back to root. In the
# background, `become_owner … &`, $! is the id of the program itself.
become_owner() {
    cd /
    if is_root; then
        export HOME=$state USER=$owner LOGNAME=$owner
        exec setpriv --reuid="$owner" --regid="$owner" --init-groups --inh-caps=-all --no-new-privs -- "$@"
    fi
    exec "$@"
}

# as_owner COMMAND…: runs it as the owning account and comes back.
as_owner() (become_owner "$@")

# folder PATH…: makes folders that only the owning account can look into, and says so where it cannot reach them.
folder() {
    ensure_owner
    local path
    for path; do
        mkdir -p "$path" || fail "The folder $path cannot be made; set CONTACTCENTER_HOME to one you can write to."
        if is_root; then chown "$owner:" "$path"; fi
        chmod 0700 "$path"
        as_owner test -w "$path" ||
            fail "The account $owner cannot reach $path; set CONTACTCENTER_HOME to a folder that it can, such as /var/lib/contactcenter."
    done
}

# secret NAME: prints a random word that is made once per installation and kept in the state folder.
secret() {
    local file=$state/secrets/$1
    folder "$state" "$state/secrets"
    if [ ! -s "$file" ]; then
        (umask 077 && LC_ALL=C tr -dc 'a-hjkmnp-z2-9' </dev/urandom 2>/dev/null | head -c "${2:-16}" >"$file") || true
        if is_root; then chown "$owner:" "$file"; fi
    fi
    cat "$file"
}

# gone PID: no such process, or one that has ended and whose parent has not taken notice: in a container that may be for ever.
gone() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    stat=${stat##*) }
    [ "${stat%% *}" = Z ]
}

# alive PIDFILE [WORD]: true when the process in the file runs and, where a word is given, its command line has it:
# process ids are used again.
alive() {
    local pid
    pid=$(head -n 1 "$1" 2>/dev/null) && [ -n "$pid" ] || return 1
    if gone "$pid"; then return 1; fi
    [ -z "${2:-}" ] || tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$2"
}

# until_true SECONDS COMMAND…: polls a condition, with a bound.
until_true() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.05
    done
}

# port_taken tcp|udp PORT: whether any socket of this machine is bound to it.
port_taken() {
    local hex
    hex=$(printf ':%04X' "$2")
    awk -v port="$hex" -v udp="$([ "$1" = udp ] && echo 1 || echo 0)" '
        (udp || $4 == "0A") && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }' \
        "/proc/net/$1" "/proc/net/${1}6" 2>/dev/null
}

# after_exit PID COMMAND…: runs the command when that process has ended, however it ended (SIGKILL too).
after_exit() {
    local pid=$1
    shift
    # shellcheck disable=SC2016
    setsid bash -c 'pid=$1; shift; tail --pid="$pid" -f /dev/null; exec "$@"' after_exit "$pid" "$@" \
        </dev/null >/dev/null 2>&1 9>&- &
}

has_package() { dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'; }

# install_packages PACKAGE…: installs Debian packages that are not there yet; asks nothing. In $otherwise stands what
# else there is to do where it cannot.
install_packages() {
    local package missing=() apt=(apt-get)
    for package; do has_package "$package" || missing+=("$package"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null ||
        fail "${missing[*]} cannot be installed here because there is no apt-get; install it with this system's own tool."
    if ! is_root; then
        sudo -n true 2>/dev/null ||
            fail "${missing[*]} cannot be installed because this account is neither root nor in sudo; ask an administrator to run: apt-get install ${missing[*]}${otherwise:+, $otherwise}"
        apt=(sudo -n apt-get)
    fi
    say "Installing ${missing[*]} (Debian packages; up to a minute or two) …"
    apt+=(-qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold -o Acquire::Retries=3)
    local log
    log=$(mktemp)
    apt_install() { DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends "${missing[@]}" >"$log" 2>&1 </dev/null; }
    # Package lists may be absent (a fresh image) or older than the archive: fetch them, then try once more.
    if ! apt-cache show "${missing[@]}" >/dev/null 2>&1 || ! apt_install; then
        "${apt[@]}" update >"$log" 2>&1 </dev/null || true
        if ! apt_install; then
            tail -n 15 "$log" >&2
            rm -f "$log"
            fail "${missing[*]} could not be installed (apt-get's words are above); put that right and run this again."
        fi
    fi
    rm -f "$log"
}

# stop_host NUMBER: SIGTERM, and SIGKILL for one that does not end within the time it has for its calls in hand.
stop_host() {
    local pidfile=$state/host/$1.pid pid
    if alive "$pidfile" ContactCenter.Host.dll; then
        pid=$(cat "$pidfile")
        kill -TERM "$pid"
        host_over() { ! alive "$pidfile" ContactCenter.Host.dll; }
        if ! until_true 30 host_over; then
            say "Host $1 did not end within 30 seconds and is killed; nothing that was committed is lost."
            kill -KILL "$pid" 2>/dev/null || true
            until_true 10 host_over || fail "Host $1 (process $pid) does not end."
        fi
    fi
    rm -f "$pidfile"
}
