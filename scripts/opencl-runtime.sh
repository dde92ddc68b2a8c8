# shellcheck shell=sh
# Sees to an OpenCL runtime: the machine's own, else PoCL, which runs OpenCL on the CPU, brought from the distribution's
# packages. Sourced by ./pullback, which sets cache. After opencl_ready fails, opencl_missing says why.

opencl_hint="Install one, on Debian or Ubuntu: apt-get install pocl-opencl-icd ocl-icd-libopencl1 \
(or your GPU vendor's driver); ./pullback devices shows what is seen."
opencl_packages='pocl-opencl-icd ocl-icd-libopencl1'

# Can the dynamic loader find this library, given by name or by path? The loader's cache lists sonames only, and an .icd
# file may name the file behind one, so it is the cache's folders that are searched.
library_found() {
    case $1 in
        /*) [ -e "$1" ] && return ;;
    esac
    {
        printf '%s\n' "${LD_LIBRARY_PATH:-}" | tr : '\n'
        PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | sed -n 's,.* => \(.*\)/[^/]*$,\1,p' | sort -u
    } | (
        while IFS= read -r folder; do
            [ ! -e "$folder/$1" ] || exit 0
        done
        exit 1
    )
}

# An .icd file alone proves nothing: images for GPUs carry the vendor's one without the driver.
platform_found() {
    vendors=${OCL_ICD_VENDORS:-/etc/OpenCL/vendors}
    for icd in "$vendors" "$vendors"/*.icd; do
        [ -f "$icd" ] || continue
        case $icd in
            *.icd) driver=$(head -n 1 "$icd") ;;
            *) driver=$icd ;;
        esac
        library_found "$driver" && return 0
    done
    return 1
}

opencl_there() {
    [ "$(uname -s)" = Darwin ] || { library_found libOpenCL.so.1 && platform_found; }
}

# As root: packages $2... into the system, apt's words into folder $1. The package lists of a fresh machine or image are
# empty, so the first try may need them.
install_packages() {
    log=$1/apt.log
    shift
    for attempt in 1 2; do
        DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 \
            install --no-install-recommends "$@" >>"$log" 2>&1 </dev/null && return 0
        # One list out of reach, a third party's say, spoils update's exit code but not the install.
        [ "$attempt" = 2 ] || apt-get -qq -o DPkg::Lock::Timeout=120 update >>"$log" 2>&1 || continue
    done
    return 1
}

# Without root: apt works on state of its own below folder $1; what the list of installed packages $2 lacks of packages
# $5... is unpacked to $1/root, leaving out names that match $4 unless they match $3.
unpack_packages() {
    dir=$1 status=$2 keep=$3 drop=$4
    shift 4
    packages=$*
    rm -rf "$dir/root" "$dir/debs"
    mkdir -p "$dir/lists/partial" "$dir/archives/partial" "$dir/debs" "$dir/root"
    set -- -qq -o "Dir::State::status=$status" -o "Dir::State::lists=$dir/lists" -o "Dir::Cache=$dir" \
        -o "Dir::Cache::archives=$dir/archives" -o Debug::NoLocking=true -o Acquire::Languages=none
    apt-get "$@" update >>"$dir/apt.log" 2>&1 || say "not every package list could be fetched"
    # shellcheck disable=SC2086 # package names
    apt-get "$@" -s install --no-install-recommends $packages >"$dir/plan" 2>>"$dir/apt.log" || return 1
    # Only what is not installed: an upgrade of a library that runs here, the C library above all, is not ours to bring.
    wanted=$(awk -v keep="$keep" -v drop="$drop" '$1 != "Inst" || $3 ~ /^\[/ || $2 == "libc6" { next }
        $2 !~ keep && $2 ~ drop { next }
        { print $2 }' "$dir/plan")
    [ -n "$wanted" ] || return 1
    # shellcheck disable=SC2086 # package names
    (cd "$dir/debs" && apt-get "$@" download $wanted >>"$dir/apt.log" 2>&1) || return 1
    for deb in "$dir"/debs/*.deb; do
        dpkg-deb -x "$deb" "$dir/root" 2>>"$dir/apt.log" || return 1
    done
}

# Nothing that only compiling C would need; but libgcc's archive is linked into every kernel.
unpack_pocl() {
    # shellcheck disable=SC2086 # two names
    unpack_packages "$1" "$2" '^libgcc-' '-dev$|^(clang-|libclang1-|lib32)|san[0-9]+$|-i386$' $opencl_packages &&
        make_link_folder "$1/root"
}

# PoCL links each kernel with the C library and libgcc, under the names that only development packages have. A machine
# without a C compiler gets those names here, for the libraries that every machine has.
make_link_folder() {
    driver=$(find "$1/usr/lib" -name 'libpocl.so.*' | head -n 1)
    [ -n "$driver" ] || return 1
    libraries=/lib/$(basename "$(dirname "$driver")")
    mkdir "$1/link"
    ln -s "$libraries/libc.so.6" "$1/link/libc.so"
    ln -s "$libraries/libm.so.6" "$1/link/libm.so"
    ln -s "$libraries/libgcc_s.so.1" "$1/link/libgcc_s.so"
    for archive in "$1"/usr/lib/gcc/*/*/libgcc.a; do
        [ ! -e "$archive" ] || cp "$archive" "$1/link/"
    done
}

# Fills $cache/pocl in one move, so that an interrupted try leaves nothing half done. Where packages count as installed
# and yet lack files, as in trimmed images, a second try takes nothing as installed.
bring_unpacked() {
    say "no OpenCL here: unpacking PoCL into $cache/pocl (about 75 MB to download, once)"
    : >"$1/nothing-installed"
    for status in /var/lib/dpkg/status "$1/nothing-installed"; do
        unpack_pocl "$1" "$status" || continue
        rm -rf "$cache/pocl"
        mv "$1/root" "$cache/pocl"
        use_unpacked && return 0
    done
    return 1
}

# Points loader, linker and PoCL at the unpacked packages, if they are whole: after an upgrade of the system, or in a home
# folder that machines share, libraries that were the system's own when they were unpacked may be missing.
use_unpacked() {
    driver=$(find "$cache/pocl/usr/lib" -name 'libpocl.so.*' 2>/dev/null | head -n 1)
    [ -n "$driver" ] || return 1
    libraries=$(dirname "$driver")
    libraries=$libraries:$cache/pocl/lib/$(basename "$libraries")
    libraries=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$libraries
    (
        export LD_LIBRARY_PATH="$libraries"
        library_found libOpenCL.so.1 && ! ldd "$driver" | grep -q 'not found'
    ) || return 1
    mkdir -p "$cache/vendors"
    echo "$driver" >"$cache/vendors/pocl.icd.$$"
    mv "$cache/vendors/pocl.icd.$$" "$cache/vendors/pocl.icd"
    export OCL_ICD_VENDORS="$cache/vendors"
    export LD_LIBRARY_PATH="$libraries"
    export LIBRARY_PATH="${LIBRARY_PATH:+$LIBRARY_PATH:}$cache/pocl/link"
    export PATH="$PATH:$cache/pocl/usr/bin"
}

install_pocl() {
    say "no OpenCL here: installing PoCL with apt-get"
    # shellcheck disable=SC2086 # two names
    install_packages "$1" $opencl_packages
}

bring_pocl() {
    work=$cache/bringing
    rm -rf "$work"
    mkdir -p "$work"
    brought=0
    { [ "$(id -u)" = 0 ] && install_pocl "$work" && opencl_there; } || bring_unpacked "$work" || brought=1
    opencl_missing="PoCL could not be brought, $(grep '^E:' "$work/apt.log" | tail -n 1)"
    rm -rf "$work"
    return $brought
}

opencl_ready() {
    opencl_there && return
    if [ -n "${OCL_ICD_VENDORS:-}" ]; then
        # Somebody chose where to look: nothing is brought behind his back.
        opencl_missing="OCL_ICD_VENDORS=$OCL_ICD_VENDORS leads to no driver that can be loaded"
        return 1
    fi
    use_unpacked && return
    opencl_missing="no platform is installed"
    [ "${PULLBACK_INSTALL:-yes}" != no ] || return 1
    opencl_missing="no platform is installed, and PoCL is only brought where there is apt-get"
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    lock "$cache/bringing.lock"
    # Another command may have brought it while this one waited.
    ready=0
    opencl_there || use_unpacked || bring_pocl || ready=1
    unlock
    return $ready
}
