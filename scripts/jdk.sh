# shellcheck shell=sh
# Finding a JDK 25, and the options that its JVM needs; sourced by ./pullback.

# shellcheck disable=SC2034 # used by ./pullback and jshell.sh
jvm_options="--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
--sun-misc-unsafe-memory-access=deny -XX:+UseParallelGC"

# PoCL's compiler takes SIGSEGV over, which the JVM uses in passing, and then removes its own files and may end the process.
# With the JDK's library for signal chaining loaded first it does not get the signal. The loader would take a path with a
# space or a colon for two.
keep_signals() {
    jsig=$JAVA_HOME/lib/libjsig.so
    case $jsig in
        *[\ :]*) return 0 ;;
    esac
    [ ! -e "$jsig" ] || export LD_PRELOAD="$jsig${LD_PRELOAD:+:$LD_PRELOAD}"
}

jdk_hint="Install one (Temurin: https://adoptium.net/temurin/releases/?version=25, or 'sdk install java 25-tem'), \
then set JAVA_HOME to its folder if it is not found by itself. Looked at JAVA_HOME, PATH, /usr/lib/jvm, /usr/java, /opt, \
~/.sdkman, ~/.jdks and /Library/Java/JavaVirtualMachines."

# Reads the release file that every JDK carries: starting each candidate's JVM would take a second.
is_jdk_25() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release" 2>/dev/null
}

# Prints the folder of the first JDK 25.
find_jdk() {
    on_path=$(command -v javac || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path" || echo "$on_path")")")
    for jdk in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$jdk" ] && is_jdk_25 "$jdk"; then
            echo "$jdk"
            return 0
        fi
    done
    return 1
}
