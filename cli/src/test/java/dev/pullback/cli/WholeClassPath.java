package dev.pullback.cli;

import java.io.File;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a test itself runs with, from both paths, as one class path for a JVM of its own. */
final class WholeClassPath {

    private WholeClassPath() {}

    static String text() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
