# shellcheck shell=sh
# Sees to what the tests check OpenCL kernels with: Oclgrind, which runs them in a simulator, and clang, which says whether
# GPUs' compilers would take them. The machine's own, else brought from the distribution's packages, by the functions of
# opencl-runtime.sh. Sourced by ./pullback, which sets cache. After oclgrind_ready fails, oclgrind_missing says why.

oclgrind_hint="Install them, on Debian or Ubuntu: apt-get install oclgrind clang"
oclgrind_packages='oclgrind clang'

# Takes the library $1 if it can be loaded.
use_oclgrind() {
    [ -e "$1" ] && ! ldd "$1" 2>/dev/null | grep -q 'not found' && export PULLBACK_OCLGRIND="$1"
}

oclgrind_there() {
    for library in "${PULLBACK_OCLGRIND:-}" /usr/lib/oclgrind/liboclgrind-rt-icd.so \
        /usr/lib64/oclgrind/liboclgrind-rt-icd.so /usr/local/lib/oclgrind/liboclgrind-rt-icd.so; do
        use_oclgrind "$library" && return
    done
    return 1
}

# Takes the first of commands $1... that is a clang for the GPU families' OpenCL C.
use_clang() {
    for clang in "$@"; do
        clang=$(command -v "$clang") || continue
        for target in nvptx64-nvidia-nvcl amdgcn-amd-amdhsa spir64-unknown-unknown; do
            echo 'kernel void k(global float *x) { x[0] = fmax(x[0], x[1]); }' |
                "$clang" -cc1 -triple "$target" -x cl -cl-std=CL1.2 -fsyntax-only -finclude-default-header \
                    -fdeclare-opencl-builtins - >/dev/null 2>&1 || continue 2
        done
        export PULLBACK_CLANG="$clang"
        return
    done
    return 1
}

clang_there() {
    use_clang "${PULLBACK_CLANG:-none}" clang clang-14 clang-15 clang-16 clang-17 clang-18 clang-19 clang-20 clang-21 \
        clang-22
}

# Points the tests at the unpacked packages, if they are whole.
use_unpacked_oclgrind() {
    unpacked=$cache/oclgrind
    pch=$(find "$unpacked/usr/lib" -name 'opencl-c-1.2-64.pch' 2>/dev/null | head -n 1)
    [ -n "$pch" ] || return 1
    library=$(find "$unpacked/usr/lib" -name 'liboclgrind-[0-9]*.so' | head -n 1)
    folders=$(dirname "$library")
    folders=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$folders:$unpacked/lib/$(basename "$folders")
    before=${LD_LIBRARY_PATH:-}
    export LD_LIBRARY_PATH="$folders"
    use_oclgrind "$unpacked/usr/lib/oclgrind/liboclgrind-rt-icd.so" && use_clang "$unpacked"/usr/bin/clang-[0-9]* || {
        export LD_LIBRARY_PATH="$before"
        return 1
    }
    # The precompiled header of OpenCL's functions: without it every program takes longer to compile.
    OCLGRIND_PCH_DIR=$(dirname "$pch")
    export OCLGRIND_PCH_DIR
}

unpack_oclgrind() {
    say "unpacking Oclgrind and clang into $cache/oclgrind (about 70 MB to download, once)"
    : >"$1/nothing-installed"
    for installed in /var/lib/dpkg/status "$1/nothing-installed"; do
        # shellcheck disable=SC2086 # two names
        unpack_packages "$1" "$installed" '^libclang-common-' \
            '-dev$|^(libclang1-|lib32|binutils|libbinutils)|san[0-9]+$|-i386$' $oclgrind_packages || continue
        rm -rf "$cache/oclgrind"
        mv "$1/root" "$cache/oclgrind"
        use_unpacked_oclgrind && return 0
    done
    return 1
}

install_oclgrind() {
    say "installing Oclgrind and clang with apt-get"
    # shellcheck disable=SC2086 # two names
    install_packages "$1" $oclgrind_packages
}

bring_oclgrind() {
    work=$cache/bringing-oclgrind
    rm -rf "$work"
    mkdir -p "$work"
    brought=0
    { [ "$(id -u)" = 0 ] && install_oclgrind "$work" && oclgrind_there && clang_there; } ||
        unpack_oclgrind "$work" || brought=1
    oclgrind_missing="they could not be brought, $(grep '^E:' "$work/apt.log" | tail -n 1)"
    rm -rf "$work"
    return $brought
}

oclgrind_ready() {
    { oclgrind_there && clang_there; } || use_unpacked_oclgrind && return
    oclgrind_missing="not both are installed"
    [ "${PULLBACK_INSTALL:-yes}" != no ] || return 1
    oclgrind_missing="not both are installed, and they are only brought where there is apt-get"
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    lock "$cache/bringing.lock"
    ready=0
    use_unpacked_oclgrind || bring_oclgrind || ready=1
    unlock
    return $ready
}
