# shellcheck shell=sh
# Building when sources changed, and running every test; sourced by ./pullback, which sets root and JAVA_HOME.

# Maven from the PATH, else the wrapper, which fetches one. Level warn and not -q: that would keep the compiler's
# warnings, which fail the build, to itself.
maven() {
    mvn=$(command -v mvn) || mvn=$root/mvnw
    # Maven's own libraries still use what Java 25 warns about.
    MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" \
        "$mvn" -B -ntp -f "$root/pom.xml" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
        -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugins.shade=error "$@"
}

# One line that changes with the content, name or number of the sources. Contents and not times: git sets times anew.
fingerprint() {
    (cd "$root" && find pom.xml ./*/pom.xml ./*/src/main -type f -exec cksum {} + | LC_ALL=C sort | cksum)
}

# Packages one module with those it needs, tests left out, unless this was done for these very sources.
build_if_changed() {
    stamp=$root/$1/target/built-from
    [ "$(cat "$stamp" 2>/dev/null)" != "$(fingerprint)" ] || return 0
    lock "$root/target/build.lock"
    now=$(fingerprint)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
        say "building (the first time takes a few minutes, for the downloads)"
        rm -rf "$stamp" "$root/cli/target/pullback"
        maven -pl "$1" -am -Dmaven.test.skip=true package >&2 || die "the build failed: see above"
        [ "$1" != cli ] || archive_classes
        echo "$now" >"$stamp"
    fi
    unlock
}

# Keeps the classes of a short training as the JVM holds them, which spares it to read and to check them at every start. Without
# the archive, or with one that a later JVM cannot use, all is as before, and slower.
class_archive=$root/cli/target/pullback/classes.jsa
archive_classes() {
    # shellcheck disable=SC2086 # options are words
    "$JAVA_HOME/bin/java" $jvm_options -Xlog:disable -XX:ArchiveClassesAtExit="$class_archive.part" \
        -cp "$root/cli/target/pullback/lib/*" dev.pullback.cli.Main train --backend cpu --epochs 1 >/dev/null 2>&1 &&
        mv "$class_archive.part" "$class_archive" || say "no archive of classes could be made; starting takes longer"
}

# Every test of every module, whatever fails on the way; the verdict is read from surefire's reports.
run_tests() {
    rm -rf "$root"/*/target/surefire-reports
    code=0
    maven -fae -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info \
        -Dmaven.test.redirectTestOutputToFile=true -Dmaven.test.failure.ignore=true "$@" verify || code=$?
    "$root/scripts/test-report" "$root" || exit 1
    [ "$code" = 0 ] || die "the tests passed, the build did not: see above"
}
