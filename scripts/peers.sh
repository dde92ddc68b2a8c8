# shellcheck shell=sh
# ./pullback bench peers: builds the adapters of the libraries to compare with; sourced by ./pullback.

peers_ready() {
    case "$(uname -s)-$(uname -m)" in
        Linux-x86_64) ;;
        *) die "the peers' native libraries are fetched for Linux on x86-64 only; this is $(uname -s) on $(uname -m)" ;;
    esac
    build_if_changed bench
    stamp=$root/bench/peers/target/built-from
    now=$(fingerprint; cd "$root" && find bench/peers -path '*/target' -prune -o -type f -print | LC_ALL=C sort | xargs cksum | cksum)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
        say "building the adapters (the first time fetches some 700 MB of libraries)"
        rm -f "$stamp"
        maven -Ppeers -Dmaven.test.skip=true -pl "$peer_modules" -am package >&2 ||
            die "the build failed: see above. Without a network the libraries cannot be fetched."
        compile_handwritten
        mkdir -p "$(dirname "$stamp")"
        echo "$now" >"$stamp"
    fi
}

peer_modules=bench/peers/blas,bench/peers/djl,bench/peers/nd4j,bench/peers/tensorflow

# What is written in C, for this very processor. Only the training step is allowed fast mathematics: it would make another
# computation of the peak.
compile_handwritten() {
    sources=$root/bench/peers/blas/src/main/c
    library=$root/bench/peers/blas/target/natives/libhandwritten.so
    rm -f "$library"
    compiler=$(command -v gcc) || { say "no gcc: the FMA peak and the programs in C are left out"; return 0; }
    objects=$root/bench/peers/blas/target
    "$compiler" -O3 -march=native -fPIC -c -o "$objects/peak.o" "$sources/peak.c" &&
        "$compiler" -O3 -march=native -ffast-math -fopenmp -fPIC -c -o "$objects/step.o" "$sources/step.c" &&
        "$compiler" -shared -fopenmp -o "$library" "$objects/peak.o" "$objects/step.o" -lm || die "gcc failed: see above"
}
