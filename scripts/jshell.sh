# shellcheck shell=sh
# Opening the JDK's jshell with the library; sourced by ./pullback, which sets root, JAVA_HOME and jvm_options.

# jshell takes no wildcard in a class path.
joined_path() (
    IFS=:
    echo "$*"
)

# Runs jshell in place of this script, with class path $1; the other arguments are jshell's own.
jshell_run() {
    class_path=$1
    shift
    # Where the locale knows no more than ASCII, a σ would be printed as a question mark.
    [ "$(locale charmap 2>/dev/null)" = UTF-8 ] || export LC_ALL=C.UTF-8
    # What is typed runs in a JVM of its own; -R in front of an option makes it one of that JVM.
    remote=
    for option in $jvm_options ${PULLBACK_JAVA_OPTS:-}; do
        remote="$remote -R$option"
    done
    # shellcheck disable=SC2086 # options are words
    exec "$JAVA_HOME/bin/jshell" --class-path "$class_path" --startup "$root/scripts/startup.jsh" $remote "$@"
}
